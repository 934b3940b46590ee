-- Rows for the tables of schema 23.
insert into belfry_budgets (key, tokens, granted, at, full_at) values ('address h', 1.5, 1, 5, 6.5);
