-- Rows for the columns and tables of schema 5.
insert into belfry.folded_weeks (day, notification, subscription, done) values (7, 100000000001, 3, 1);
