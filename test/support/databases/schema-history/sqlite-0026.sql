-- Rows for the columns and tables of schema 26.
insert into belfry_recalls (subscriber_id, asked_at) values (1, 2700);
