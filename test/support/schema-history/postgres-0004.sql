-- What schema 4 added.
insert into belfry.write_checks (id, checked_at) values (1, 4000);
