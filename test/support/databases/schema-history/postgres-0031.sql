-- Rows for the columns and tables of schema 31.
insert into belfry.recalls (subscriber_id, asked_at) values (1, 2700);
