-- Rows for the columns and tables of schema 10.
insert into belfry.chores (name, every_ms, due_at, owner, owned_until, done_at) values ('sweep', 3600000, 17, 'one', 18, 16);
