-- What subscribers want of deliveries, besides topics: a row for those who have said anything. No site_id: it is read by
-- ranges of subscribers.
create table belfry.delivery_preferences (
  subscriber_id bigint primary key references belfry.subscribers on delete cascade,
  paused_until bigint,            -- -1: until the person says
  quiet_from smallint check (quiet_from between 0 and 1439), -- minutes of the day on the person's clock
  quiet_to smallint check (quiet_to between 0 and 1439),
  time_zone text,                 -- chosen; null: the one of the browser
  content text not null check (content in ('full', 'generic')),
  changed_at bigint not null,
  check ((quiet_from is null) = (quiet_to is null))
);
