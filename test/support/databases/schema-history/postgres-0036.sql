-- Rows for the tables of schema 36.
insert into belfry.endings (ended, owner, at) values (1, 0, 1);
