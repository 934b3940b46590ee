-- Rows for the columns and tables of schema 4.
insert into belfry.write_checks (id, checked_at) values (1, 4000);
