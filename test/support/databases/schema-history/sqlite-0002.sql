-- Rows for the columns and tables of schema 2.
insert into belfry_write_checks (id, checked_at) values (1, 4000);
