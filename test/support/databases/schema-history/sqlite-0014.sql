-- Rows for the columns and tables of schema 14.
insert into belfry_ageing (site_id, at, stale_days, remove_days, active, stale, aged) values ('default', 8000, 60, 180, 2, 1, 0);
