-- Sums for the statistics, written with what they count in one transaction. Kinds are in
-- statistics/rollup/kinds.ts, devices in subscriptions/device.ts. They name nobody, and stay.
create table belfry_stats_days (
  site_id text not null references belfry_sites on delete cascade,
  kind integer not null,
  day integer not null,           -- days since 1970, UTC
  topic_id text not null,         -- '' for an audience that is no topic
  device integer not null,
  count integer not null,
  primary key (site_id, kind, day, topic_id, device)
) strict, without rowid;

create table belfry_stats_hours (
  site_id text not null references belfry_sites on delete cascade,
  kind integer not null,
  hour integer not null,          -- hours since 1970, UTC
  topic_id text not null,
  count integer not null,
  primary key (site_id, kind, hour, topic_id)
) strict, without rowid;

create table belfry_stats_notification_days (
  notification integer not null references belfry_notifications on delete cascade,
  day integer not null,
  kind integer not null,
  device integer not null,
  count integer not null,
  primary key (notification, day, kind, device)
) strict, without rowid;

create table belfry_stats_notification_hours (
  notification integer not null references belfry_notifications on delete cascade,
  hour integer not null,
  kind integer not null,
  count integer not null,
  primary key (notification, hour, kind)
) strict, without rowid;

-- Notifications whose sums are to be made anew from their deliveries and interactions: those of before this version,
-- and whichever somebody asks for.
create table belfry_stats_recounts (
  notification integer primary key references belfry_notifications on delete cascade
) strict;
insert into belfry_stats_recounts (notification) select number from belfry_notifications;
