-- The trace that a notification was sent in, as the header traceparent of W3C Trace Context has it.
alter table belfry_notifications add column trace text;
-- When operators were last told of each cause of an alarm.
create table belfry_alarm_rings (
  cause text primary key,
  rung_at integer not null
) strict;
