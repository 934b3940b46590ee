-- Rows for the tables of schema 31.
insert into belfry_endings (ended, owner, at) values (1, 0, 1);
