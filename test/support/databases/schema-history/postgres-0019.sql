-- Rows for the columns and tables of schema 19.
insert into belfry.ageing (site_id, at, stale_days, remove_days, active, stale, aged) values ('default', 8000, 60, 180, 2, 1, 0);
