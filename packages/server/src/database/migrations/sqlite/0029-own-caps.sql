-- How many messages a person wants at most, in a day and in seven days. Null: any number.
alter table belfry_delivery_preferences add column cap_day integer check (cap_day between 1 and 50);
alter table belfry_delivery_preferences add column cap_week integer check (cap_week between 1 and 50);
-- Few have any: whether anybody has is asked every second, and who has once a page.
create index belfry_delivery_preferences_capped on belfry_delivery_preferences (subscriber_id)
  where cap_day is not null or cap_week is not null;
