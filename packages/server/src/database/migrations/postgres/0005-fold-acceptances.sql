-- When a push service last took something for a subscription is written down once a week, after the week: with each
-- delivery it would cost three times the delivery itself, and who ages subscriptions counts in months.

comment on column belfry.subscriptions.last_accepted_at is 'as of the last full week';

-- How far the weeks of belfry.deliveries have been gone through, from their ends.
create table belfry.folded_weeks (
  day bigint primary key,         -- the week's first, as in the name of its partition
  notification bigint not null,   -- of the last delivery that was looked at
  subscription bigint not null,
  done smallint not null check (done in (0, 1))
);

-- Goes through the next `rows` deliveries of a week that is over; answers with how many there were, 0 at the end. One at
-- a time in the whole database. The newest come first, so that each subscription is written once a week.
create function belfry.fold_acceptances(rows integer) returns integer language plpgsql
  set search_path = pg_catalog
as $$
declare
  today bigint := floor(extract(epoch from now()) / 86400)::bigint;
  week record;
  page record;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('belfry.acceptances', 0)) then return 0; end if;
  select p.relname, p.day, coalesce(f.notification, (p.day + 7) * 10000000000) as notification,
      coalesce(f.subscription, 0) as subscription
    into week
    from (select relname, substring(relname from '\d+$')::bigint as day
          from pg_inherits join pg_class on pg_class.oid = inhrelid
          where inhparent = 'belfry.deliveries'::regclass) p
    left join belfry.folded_weeks f using (day)
    where p.day + 7 <= today and coalesce(f.done, 0) = 0
    order by p.day limit 1;
  if not found then
    delete from belfry.folded_weeks where day + 400 < today;
    return 0;
  end if;
  -- Locked in the order of their ids, as all who write several of them do.
  execute format($statement$
    with page as materialized (
      select notification, subscription, outcome, at from belfry.%I
      where (notification, subscription) < ($1, $2)
      order by notification desc, subscription desc limit $3),
    accepted as materialized (
      select subscription, max(at) as at from page where outcome = 'accepted' group by 1),
    locked as materialized (
      select id from belfry.subscriptions
      where id in (select subscription from accepted) order by id for no key update),
    written as (
      update belfry.subscriptions s set last_accepted_at = a.at
      from accepted a join locked on locked.id = a.subscription
      where s.id = a.subscription and coalesce(s.last_accepted_at, 0) < a.at)
    select count(*)::integer as count, (array_agg(notification order by notification, subscription))[1] as notification,
      (array_agg(subscription order by notification, subscription))[1] as subscription
    from page $statement$, week.relname)
    into page using week.notification, week.subscription, rows;
  insert into belfry.folded_weeks as f (day, notification, subscription, done)
    values (week.day, coalesce(page.notification, week.notification), coalesce(page.subscription, week.subscription),
      (page.count < rows)::integer)
    on conflict (day) do update
      set notification = excluded.notification, subscription = excluded.subscription, done = excluded.done;
  return greatest(page.count, 1); -- there may be another week
end
$$;
