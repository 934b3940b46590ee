-- The rows of a Belfry at schema 1 on PostgreSQL: every table, every column. The numbers of notifications begin with
-- the day, or there would be no partition for their deliveries.
create function pg_temp.today(n bigint) returns bigint language sql
  return floor(extract(epoch from now()) / 86400)::bigint * 10000000000 + n;
insert into belfry.sites (id, name, url, origins, contact, created_at)
  values ('default', 'Default', 'https://example.com/', '["https://example.com"]', 'mailto:ops@example.com', 1000);
insert into belfry.vapid_keys (id, site_id, public_key, status, created_at)
  values ('key-1', 'default', 'BPublic', 'active', 1000), ('key-0', 'default', 'BOlder', 'retiring', 900);
insert into belfry.api_keys (id, site_id, name, prefix, hash, created_at, revoked_at)
  values ('api-1', 'default', 'first', 'bk_abc', '\x00ff', 1000, null);
insert into belfry.topics (site_id, id, name, access, transactional, created_at)
  values ('default', 'blog', 'Blog', 'open', 0, 1000), ('default', 'reply', 'Replies', 'granted', 1, 1000);
insert into belfry.subscribers (id, site_id, external_id, locale, time_zone, created_at, last_seen_at)
  values (1, 'default', 'ada', 'de', 'Europe/Berlin', 1000, 2000), (2, 'default', null, null, null, 1000, 2000);
insert into belfry.preferences (site_id, topic_id, subscriber_id, enabled, changed_at)
  values ('default', 'blog', 1, 1, 1000), ('default', 'blog', 2, 0, 1000);
insert into belfry.subscriptions (id, site_id, subscriber_id, endpoint_hash, endpoint, p256dh, auth, vapid_key_id, push_service,
    status, reason, browser, browser_version, os, mobile, locale, time_zone, expiration_time, created_at, updated_at, last_seen_at,
    last_accepted_at)
  values (1, 'default', 1, '\x00000000000000000000000000000001', 'https://fcm.googleapis.com/fcm/send/1',
    decode(repeat('04', 65), 'hex'), decode(repeat('05', 16), 'hex'), 'key-1', 'fcm', 'active', null, 'Chrome', '140', 'Linux', 0, 'de', 'Europe/Berlin', null, 1000, 1000, 2000, 3000),
   (2, 'default', 2, '\x00000000000000000000000000000002', 'https://updates.push.services.mozilla.com/wpush/v2/2',
    decode(repeat('04', 65), 'hex'), decode(repeat('05', 16), 'hex'), 'key-0', 'mozilla', 'retired', 'gone', null, null, null, null, null, null, 9000, 1000, 1000, 2000, null);
insert into belfry.notifications (number, id, site_id, idempotency_key, request_hash, audience, content, payload, collapse_key, urgency,
    privacy, lane, state, planned_at, plan_cursor, jobs_open, audience_size, created_at, expires_at, finished_at)
  values (pg_temp.today(1), 'n-1', 'default', 'order-1', '\x01', '{"all":true}', '{"title":"T"}', '{"web_push":8030}', null, 'normal',
    'full', 'bulk', 'done', 2000, 2, 0, 2, 1000, 9000, 3000),
   (pg_temp.today(2), 'n-2', 'default', null, '\x02', '{"topic":"blog"}', '{"title":"U"}', '{"web_push":8030}', 'blog', 'high',
    'generic', 'transactional', 'paused', null, 0, 1, 0, 2000, 9000, null);
insert into belfry.deliveries (notification, subscription, outcome, reason, status, attempts, at)
  values (pg_temp.today(1), 1, 'accepted', null, 201, 1, 3000), (pg_temp.today(1), 2, 'gone', 'gone', 410, 1, 3000);
insert into belfry.delivery_counts (notification, outcome, count) values (pg_temp.today(1), 'accepted', 1), (pg_temp.today(1), 'gone', 1);
insert into belfry.delivery_rates (notification, at, count) values (pg_temp.today(1), 0, 2);
insert into belfry.parked_jobs (id, notification, lane, kind, payload) values (1, pg_temp.today(2), 'transactional', 'deliver', '{"notification":2}');
