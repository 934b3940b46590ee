-- How many messages a person wants at most, in a day and in seven days. Null: any number.
alter table belfry.delivery_preferences
  add column cap_day smallint check (cap_day between 1 and 50),
  add column cap_week smallint check (cap_week between 1 and 50);
-- Few have any: whether anybody has is asked every second, and who has once a page.
create index delivery_preferences_capped on belfry.delivery_preferences (subscriber_id)
  where cap_day is not null or cap_week is not null;
