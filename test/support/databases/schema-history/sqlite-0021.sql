-- Rows for the tables of schema 21.
insert into belfry_erased_people (site_id, mark, tokens_since) values ('default', x'0102', 17);
