-- Rows for the tables of schema 28.
insert into belfry.budgets (key, tokens, granted, at, full_at) values ('address h', 1.5, 1, 5, 6.5);
