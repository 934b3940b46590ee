-- The trace that a notification was sent in, as the header traceparent of W3C Trace Context has it.
alter table belfry.notifications add column trace text;
-- When operators were last told of each cause of an alarm.
create table belfry.alarm_rings (
  cause text primary key,
  rung_at bigint not null
);
