-- Subscriptions that have just lost their owner: engines that hold deliveries in memory read it, and let those go. `ended`
-- is the number of the subscription, `owner` who has it now, 0 for nobody. Rows go ten minutes later, with the next ones.
-- What the push services end (gone, another key) is not here: it costs nobody anything to hear that twice.
create table belfry_endings (
  number integer primary key autoincrement,
  ended integer not null,
  owner integer not null,
  at integer not null
) strict;
create index belfry_endings_at on belfry_endings (at);

create trigger belfry_subscriptions_ended after update of status, subscriber_id on belfry_subscriptions
when (old.subscriber_id <> new.subscriber_id or (old.status = 'retired') <> (new.status = 'retired'))
  and coalesce(new.reason, '') not in ('gone', 'aged')
begin
  delete from belfry_endings where at < cast(unixepoch('subsec') * 1000 as integer) - 600000;
  insert into belfry_endings (ended, owner, at) values (
    new.id, case when new.status = 'retired' then 0 else new.subscriber_id end, cast(unixepoch('subsec') * 1000 as integer));
end;
create trigger belfry_subscriptions_deleted after delete on belfry_subscriptions
begin
  insert into belfry_endings (ended, owner, at) values (old.id, 0, cast(unixepoch('subsec') * 1000 as integer));
end;
