-- Rows for the tables of schema 26.
insert into belfry.erased_people (site_id, mark, tokens_since) values ('default', '\x0102', 17);
