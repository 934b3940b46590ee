-- Rows for the tables of schema 23.
insert into belfry.audit (number, at, site_id, event, subject, details, hash) values (1, 5, 'default', 'createApiKey', 'k', '{}', 'h');
insert into belfry.audit_head (id, first, before, number, hash) values (1, 1, '', 1, 'h');
