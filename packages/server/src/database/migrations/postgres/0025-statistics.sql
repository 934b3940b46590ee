-- Sums for the statistics, written with what they count in one transaction. Kinds are in
-- statistics/rollup/kinds.ts, devices in subscriptions/device.ts. They name nobody, and stay.
create table belfry.stats_days (
  site_id text not null references belfry.sites on delete cascade,
  kind smallint not null,
  day integer not null,           -- days since 1970, UTC
  topic_id text not null,         -- '' for an audience that is no topic
  device smallint not null,
  count bigint not null,
  primary key (site_id, kind, day, topic_id, device)
) with (fillfactor = 80);

create table belfry.stats_hours (
  site_id text not null references belfry.sites on delete cascade,
  kind smallint not null,
  hour integer not null,          -- hours since 1970, UTC
  topic_id text not null,
  count bigint not null,
  primary key (site_id, kind, hour, topic_id)
) with (fillfactor = 80);

create table belfry.stats_notification_days (
  notification bigint not null references belfry.notifications on delete cascade,
  day integer not null,
  kind smallint not null,
  device smallint not null,
  count bigint not null,
  primary key (notification, day, kind, device)
) with (fillfactor = 80);

create table belfry.stats_notification_hours (
  notification bigint not null references belfry.notifications on delete cascade,
  hour integer not null,
  kind smallint not null,
  count bigint not null,
  primary key (notification, hour, kind)
) with (fillfactor = 80);

-- Notifications whose sums are to be made anew from their deliveries and interactions: those of before this version,
-- and whichever somebody asks for.
create table belfry.stats_recounts (
  notification bigint primary key references belfry.notifications on delete cascade
);
insert into belfry.stats_recounts (notification) select number from belfry.notifications;
