-- The embedded store. Times are milliseconds since the epoch, UTC. Every table carries the prefix
-- belfry_, because an app that embeds Belfry keeps its own tables in the same file (decision 0003).

create table belfry_sites (
  id text primary key,
  name text not null,
  url text,                       -- absolute; relative links in notifications are resolved against it
  origins text not null,          -- JSON array of the origins whose pages may subscribe
  contact text,                   -- VAPID sub, a mailto: or https: URL
  created_at integer not null
) strict, without rowid;

-- Private keys are not here: they stay in the environment or a 0600 file.
create table belfry_vapid_keys (
  id text primary key,            -- first 16 characters of base64url(sha256(public key))
  site_id text not null references belfry_sites on delete cascade,
  public_key text not null,       -- base64url of the 65-byte point
  status text not null check (status in ('active', 'retiring', 'retired')),
  created_at integer not null
) strict, without rowid;
create unique index belfry_vapid_keys_active on belfry_vapid_keys (site_id) where status = 'active';

create table belfry_api_keys (
  id text primary key,
  site_id text not null references belfry_sites on delete cascade,
  name text not null,
  prefix text not null,           -- the first characters of the key, so that a person can tell which one it is
  hash blob not null unique,      -- sha256 of the key: the key has 256 random bits, so no salt is needed
  created_at integer not null,
  revoked_at integer
) strict, without rowid;

create table belfry_topics (
  site_id text not null references belfry_sites on delete cascade,
  id text not null,
  name text not null,
  access text not null check (access in ('open', 'granted')),
  transactional integer not null check (transactional in (0, 1)),
  created_at integer not null,
  primary key (site_id, id)
) strict, without rowid;

create table belfry_subscribers (
  id integer primary key,
  site_id text not null references belfry_sites on delete cascade,
  external_id text,               -- null: anonymous
  locale text,
  time_zone text,
  created_at integer not null,
  last_seen_at integer not null,
  unique (site_id, external_id)
) strict;

-- A topic's audience, in the order the planner pages through it.
create table belfry_preferences (
  site_id text not null,
  topic_id text not null,
  subscriber_id integer not null references belfry_subscribers on delete cascade,
  enabled integer not null check (enabled in (0, 1)),
  changed_at integer not null,
  primary key (site_id, topic_id, subscriber_id),
  foreign key (site_id, topic_id) references belfry_topics on delete cascade
) strict, without rowid;
create index belfry_preferences_subscriber on belfry_preferences (subscriber_id);

create table belfry_subscriptions (
  id integer primary key,
  site_id text not null references belfry_sites on delete cascade,
  subscriber_id integer not null references belfry_subscribers on delete cascade,
  endpoint_hash blob not null check (length(endpoint_hash) = 16),  -- 381 B a row instead of 561 with the text as key
  endpoint text not null,
  p256dh blob not null check (length(p256dh) = 65),
  auth blob not null check (length(auth) = 16),
  vapid_key_id text not null references belfry_vapid_keys,
  push_service text not null,     -- fcm, mozilla, apple, wns, other
  status text not null check (status in ('active', 'key-mismatch', 'retired')),
  reason text,                    -- why it is retired: gone, unsubscribed, replaced
  browser text,
  browser_version text,
  os text,
  mobile integer check (mobile in (0, 1)),
  locale text,
  time_zone text,
  expiration_time integer,        -- what the browser said, nearly always null
  created_at integer not null,
  updated_at integer not null,
  last_seen_at integer not null,
  last_accepted_at integer,
  unique (site_id, endpoint_hash)
) strict;
create index belfry_subscriptions_audience on belfry_subscriptions (site_id, status, subscriber_id, id);
create index belfry_subscriptions_subscriber on belfry_subscriptions (subscriber_id);

create table belfry_notifications (
  number integer primary key,     -- internal: small key for the deliveries
  id text not null unique,        -- what the API and the service worker see
  site_id text not null references belfry_sites on delete cascade,
  idempotency_key text,
  request_hash blob not null,     -- sha256 of the request: tells a replay from another request with the same key
  audience text not null,         -- JSON: the "to" of the request
  content text not null,          -- JSON: title, body, url, icon, … as they were asked for
  payload text not null,          -- JSON: what the service worker gets, built and checked once, at creation
  collapse_key text,
  urgency text not null,
  privacy text not null,
  lane text not null check (lane in ('transactional', 'bulk')),
  state text not null check (state in ('planning', 'sending', 'paused', 'cancelled', 'done')),
  planned_at integer,             -- null while the audience is still being cut into batches
  plan_cursor integer not null default 0,  -- last subscriber id that is in a batch already
  jobs_open integer not null default 1,    -- jobs that still have to report; the plan job is the first
  audience_size integer not null default 0,
  created_at integer not null,
  expires_at integer not null,
  finished_at integer,
  unique (site_id, idempotency_key)
) strict;
create index belfry_notifications_newest on belfry_notifications (site_id, number);

create table belfry_deliveries (
  notification integer not null references belfry_notifications on delete cascade,
  subscription integer not null,
  outcome text not null,
  reason text,                    -- why, when it is not accepted
  status integer,                 -- HTTP status, null when there was no answer
  attempts integer not null,
  at integer not null,
  primary key (notification, subscription)
) strict, without rowid;

-- Progress without counting a million rows; written with the outcomes, in their transaction.
create table belfry_delivery_counts (
  notification integer not null references belfry_notifications on delete cascade,
  outcome text not null,
  count integer not null,
  primary key (notification, outcome)
) strict, without rowid;

-- How many were sent in each five seconds: the rate now, whichever process sends.
create table belfry_delivery_rates (
  notification integer not null references belfry_notifications on delete cascade,
  at integer not null,            -- start of the five seconds
  count integer not null,
  primary key (notification, at)
) strict, without rowid;

create table belfry_jobs (
  id integer primary key,
  lane text not null check (lane in ('transactional', 'bulk')),
  kind text not null,
  payload text not null,          -- JSON: ids and ranges only
  run_at integer not null,
  attempts integer not null default 0,
  lease_owner text,               -- the instance that works on it
  lease_until integer not null default 0,
  created_at integer not null,
  dead_at integer,                -- given up after too many attempts; waits for a person
  error text                      -- of the last attempt
) strict;
create index belfry_jobs_due on belfry_jobs (lane, run_at) where dead_at is null;

-- Jobs of a paused notification. They wait here and not in the queue, because no queue can be asked to skip some.
create table belfry_parked_jobs (
  id integer primary key,
  notification integer not null references belfry_notifications on delete cascade,
  lane text not null,
  kind text not null,
  payload text not null
) strict;
create index belfry_parked_jobs_notification on belfry_parked_jobs (notification);
