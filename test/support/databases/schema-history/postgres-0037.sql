-- Rows for the columns and tables of schema 37.
update belfry.subscriptions set failing_since = 3200, failed_at = 3201 where id = 1;
insert into belfry.ageing (site_id, at, stale_days, remove_days, active, stale, aged, never_accepted_days, never_accepted)
  values ('default', 8037, 60, 180, 2, 1, 0, 3, 1);
