-- What waits to come as one message a day, and what has come so.

alter table belfry_sites add column digest_at integer not null default 1080 -- minutes of the day on the person's clock
  check (digest_at between 0 and 1439);
-- -1: when the site says; null: messages come one by one.
alter table belfry_delivery_preferences add column digest_at integer check (digest_at between -1 and 1439);

-- One row a person and notification, and not a browser. No index begins with the site: one would turn the hot query over.
create table belfry_digest_items (
  notification integer not null references belfry_notifications on delete cascade,
  subscriber_id integer not null references belfry_subscribers on delete cascade,
  site_id text not null,
  due_at integer not null,        -- 0: at once
  digest text,                    -- the id of the notification that it came in; '': it was withdrawn before
  primary key (notification, subscriber_id)
) strict, without rowid;
create index belfry_digest_items_subscriber on belfry_digest_items (subscriber_id);
create index belfry_digest_items_due on belfry_digest_items (due_at) where digest is null;
create index belfry_digest_items_digest on belfry_digest_items (digest, subscriber_id) where digest is not null;
