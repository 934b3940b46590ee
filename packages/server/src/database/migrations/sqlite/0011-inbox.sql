-- What a person's inbox is read from.

alter table belfry_sites add column inbox integer not null default 1 check (inbox in (0, 1));

-- Notifications by whom they are for, in order of time: 'a' is everybody, 't' and a topic, 's' and one person. The
-- expression is ADDRESS of inbox/find-entries.ts. It begins with the addressee, so that no statement that looks for a
-- site walks it.
create index belfry_notifications_address on belfry_notifications (
  (case when not json_valid(audience) then null
    when json_extract(audience, '$.all') then 'a'
    else coalesce('t' || json_extract(audience, '$.topic'), 's' || json_extract(audience, '$.subscriber')) end),
  site_id, created_at);

-- Those whom a list names, by the site's own ids: also people who have never been here.
create table belfry_addressees (
  external_id text not null,
  site_id text not null,
  notification integer not null references belfry_notifications on delete cascade,
  primary key (external_id, site_id, notification)
) strict, without rowid;
create index belfry_addressees_notification on belfry_addressees (notification);

-- From when to when a topic was on that is off, or was meanwhile: the present time on is in belfry_preferences.
create table belfry_past_preferences (
  subscriber_id integer not null references belfry_subscribers on delete cascade,
  topic_id text not null,
  on_from integer not null,
  on_until integer not null,
  primary key (subscriber_id, topic_id, on_from)
) strict, without rowid;

create trigger belfry_preferences_past after update of enabled on belfry_preferences
  when old.enabled = 1 and new.enabled = 0
begin
  insert into belfry_past_preferences (subscriber_id, topic_id, on_from, on_until)
  values (old.subscriber_id, old.topic_id, old.changed_at, new.changed_at)
  on conflict (subscriber_id, topic_id, on_from) do update set on_until = max(on_until, excluded.on_until);
  -- Somebody may turn a topic on and off for ever.
  delete from belfry_past_preferences
  where subscriber_id = old.subscriber_id and topic_id = old.topic_id and on_from <= (
    select p.on_from from belfry_past_preferences p
    where p.subscriber_id = old.subscriber_id and p.topic_id = old.topic_id
    order by p.on_from desc limit 1 offset 20);
end;

-- What a person has done with them: read up to a time, and some by number, JSON arrays.
create table belfry_inbox_marks (
  subscriber_id integer primary key references belfry_subscribers on delete cascade,
  read_until integer not null default 0,
  read text not null default '[]',
  dismissed text not null default '[]',
  version integer not null default 0 -- one more with each change
) strict;
