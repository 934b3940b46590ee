-- What waits to come as one message a day, and what has come so.

alter table belfry.sites add column digest_at smallint not null default 1080 -- minutes of the day on the person's clock
  check (digest_at between 0 and 1439);
-- -1: when the site says; null: messages come one by one.
alter table belfry.delivery_preferences add column digest_at smallint check (digest_at between -1 and 1439);

-- One row a person and notification, and not a browser.
create table belfry.digest_items (
  notification bigint not null references belfry.notifications on delete cascade,
  subscriber_id bigint not null references belfry.subscribers on delete cascade,
  site_id text not null,
  due_at bigint not null,         -- 0: at once
  digest text,                    -- the id of the notification that it came in; '': it was withdrawn before
  primary key (notification, subscriber_id)
);
create index digest_items_subscriber on belfry.digest_items (subscriber_id);
create index digest_items_due on belfry.digest_items (due_at) where digest is null;
create index digest_items_digest on belfry.digest_items (digest, subscriber_id) where digest is not null;
