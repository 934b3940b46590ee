-- What schema 2 added.
insert into belfry_write_checks (id, checked_at) values (1, 4000);
