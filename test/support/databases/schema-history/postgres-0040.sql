-- Rows for the tables of schema 41.
insert into belfry.annotations (id, site_id, at, kind, text) values ('n', 'default', 1, 'own', 'A new front page');
insert into belfry.browser_versions (site_id, browser, version, count, first_at) values ('default', 'Chrome', 149, 3, 1);
insert into belfry.browser_versions_read (id, up_to) values (1, 1);
