-- What schema 11 added. Version 1 of the rules is stored together with the schema.
insert into belfry.notification_rules (version, rules) values (0, '{"request": {}}');
-- With a number of its own: before noon the next one of the sequence is that of schema 1's row.
insert into belfry.notifications (number, id, site_id, request_hash, audience, content, payload, urgency, privacy, lane, state,
    created_at, expires_at, checked_by)
  values (pg_temp.today(11), 'notification-11', 'default', '\x11', '{"all":true}', '{"title":"By rules"}', '', 'normal', 'full', 'bulk',
    'planning', 8000, 9000, 0);
