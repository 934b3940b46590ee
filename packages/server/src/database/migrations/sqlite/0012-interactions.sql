-- Reports of what people did with their notifications, as they come in: appended, and sorted into belfry_interactions by
-- a chore. Written in order: 0.6 µs a report, where a table with a key costs 6.
create table belfry_interaction_log (
  id integer primary key,
  notification integer not null references belfry_notifications on delete cascade,
  subscription integer not null,
  kind integer not null,          -- interactions/kinds.ts
  device integer not null,        -- subscriptions/device.ts
  at integer not null
) strict;

-- Each interaction once, however often it is reported; kept until no report of its notification is taken any more.
create table belfry_interactions (
  notification integer not null references belfry_notifications on delete cascade,
  subscription integer not null,
  kind integer not null,
  device integer not null,
  at integer not null,
  primary key (notification, subscription, kind)
) strict, without rowid;

-- The sums, written with the interactions in one transaction. They name nobody, and stay.
create table belfry_interaction_counts (
  notification integer not null references belfry_notifications on delete cascade,
  kind integer not null,
  device integer not null,
  count integer not null,
  primary key (notification, kind, device)
) strict, without rowid;

create table belfry_interaction_days (
  site_id text not null references belfry_sites on delete cascade,
  day integer not null,           -- days since 1970, UTC
  topic_id text not null,         -- '' for an audience that is no topic
  kind integer not null,
  device integer not null,
  count integer not null,
  primary key (site_id, day, topic_id, kind, device)
) strict, without rowid;

-- Who has called a notification of a topic irrelevant, and when that has turned the topic off.
create table belfry_irrelevances (
  subscriber_id integer not null references belfry_subscribers on delete cascade,
  topic_id text not null,
  notification integer not null references belfry_notifications on delete cascade,
  at integer not null,
  primary key (subscriber_id, topic_id, notification)
) strict, without rowid;
create index belfry_irrelevances_notification on belfry_irrelevances (notification);

-- It is muted as long as the preference has not changed since.
create table belfry_mutes (
  subscriber_id integer not null references belfry_subscribers on delete cascade,
  topic_id text not null,
  at integer not null,
  primary key (subscriber_id, topic_id)
) strict, without rowid;
