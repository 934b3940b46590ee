-- What schema 5 added.
insert into belfry.folded_weeks (day, notification, subscription, done) values (7, 100000000001, 3, 1);
