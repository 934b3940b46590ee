-- Each page is joined with the subscriptions once, by their key. Its rows were joined with one another before: the planner
-- expects a few in a page, and compared each with each. A page of 20,000 took 95 s and more on a busy machine, and takes
-- 0.3 now; a broadcast to a million had the server busy for hours in the week after.

create or replace function belfry.fold_acceptances(rows integer) returns integer language plpgsql
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
      select s.id, a.at from accepted a join belfry.subscriptions s on s.id = a.subscription
      where coalesce(s.last_accepted_at, 0) < a.at
      order by s.id for no key update of s),
    written as (
      update belfry.subscriptions s set last_accepted_at = l.at
      from locked l where s.id = l.id and coalesce(s.last_accepted_at, 0) < l.at)
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
