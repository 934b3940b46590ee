-- Subscriptions that have just lost their owner: engines that hold deliveries in memory read it, and let those go. `ended`
-- is the number of the subscription, `owner` who has it now, 0 for nobody. Rows go ten minutes later, with the next ones.
-- What the push services end (gone, another key) is not here: it costs nobody anything to hear that twice.
create table belfry.endings (
  number bigint generated always as identity primary key,
  ended bigint not null,
  owner bigint not null,
  at bigint not null
);
create index endings_at on belfry.endings (at);

create function belfry.note_ending() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  now_ms bigint := (extract(epoch from clock_timestamp()) * 1000)::bigint;
begin
  if tg_op = 'DELETE' then
    insert into belfry.endings (ended, owner, at) values (old.id, 0, now_ms);
    return null;
  end if;
  -- Others that are at it are not waited for.
  delete from belfry.endings where number in (
    select number from belfry.endings where at < now_ms - 600000 order by number limit 1000 for update skip locked);
  insert into belfry.endings (ended, owner, at)
  values (new.id, case when new.status = 'retired' then 0 else new.subscriber_id end, now_ms);
  return null;
end
$$;
create trigger subscriptions_ended after update of status, subscriber_id on belfry.subscriptions
  for each row when (
    (old.subscriber_id <> new.subscriber_id or (old.status = 'retired') <> (new.status = 'retired'))
    and coalesce(new.reason, '') not in ('gone', 'aged'))
  execute function belfry.note_ending();
create trigger subscriptions_deleted after delete on belfry.subscriptions
  for each row execute function belfry.note_ending();
