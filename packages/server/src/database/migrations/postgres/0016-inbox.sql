-- What a person's inbox is read from.

alter table belfry.sites add column inbox smallint not null default 1 check (inbox in (0, 1));

-- Notifications by whom they are for, in order of time: 'a' is everybody, 't' and a topic, 's' and one person. The
-- expression is ADDRESS of inbox/find-entries.ts.
create index notifications_address on belfry.notifications (
  (case when audience::jsonb ? 'all' then 'a'
    else coalesce('t' || (audience::jsonb ->> 'topic'), 's' || (audience::jsonb ->> 'subscriber')) end),
  site_id, created_at, number);

-- Those whom a list names, by the site's own ids: also people who have never been here.
create table belfry.addressees (
  external_id text not null,
  site_id text not null,
  notification bigint not null references belfry.notifications on delete cascade,
  primary key (external_id, site_id, notification)
);
create index addressees_notification on belfry.addressees (notification);

-- From when to when a topic was on that is off, or was meanwhile: the present time on is in belfry.preferences.
create table belfry.past_preferences (
  subscriber_id bigint not null references belfry.subscribers on delete cascade,
  topic_id text not null,
  on_from bigint not null,
  on_until bigint not null,
  primary key (subscriber_id, topic_id, on_from)
);

create function belfry.keep_past_preference() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  insert into belfry.past_preferences as past (subscriber_id, topic_id, on_from, on_until)
  values (old.subscriber_id, old.topic_id, old.changed_at, new.changed_at)
  on conflict (subscriber_id, topic_id, on_from)
    do update set on_until = greatest(past.on_until, excluded.on_until);
  -- Somebody may turn a topic on and off for ever.
  delete from belfry.past_preferences p
  where p.subscriber_id = old.subscriber_id and p.topic_id = old.topic_id and p.on_from <= (
    select q.on_from from belfry.past_preferences q
    where q.subscriber_id = old.subscriber_id and q.topic_id = old.topic_id
    order by q.on_from desc limit 1 offset 20);
  return null;
end
$$;
create trigger preferences_past after update of enabled on belfry.preferences
  for each row when (old.enabled = 1 and new.enabled = 0) execute function belfry.keep_past_preference();

-- What a person has done with them: read up to a time, and some by number, JSON arrays.
create table belfry.inbox_marks (
  subscriber_id bigint primary key references belfry.subscribers on delete cascade,
  read_until bigint not null default 0,
  read text not null default '[]',
  dismissed text not null default '[]',
  version bigint not null default 0 -- one more with each change
) with (fillfactor = 70);         -- a change stays on its page
