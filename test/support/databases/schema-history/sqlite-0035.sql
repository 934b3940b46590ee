-- Rows for the tables of schema 36.
insert into belfry_annotations (id, site_id, at, kind, text) values ('n', 'default', 1, 'own', 'A new front page');
insert into belfry_browser_versions (site_id, browser, version, count, first_at) values ('default', 'Chrome', 149, 3, 1);
insert into belfry_browser_versions_read (id, up_to) values (1, 1);
