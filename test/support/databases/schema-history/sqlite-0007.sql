-- Rows for the columns and tables of schema 7.
insert into belfry_sites (id, name, url, origins, contact, base_path, max_per_minute, max_subscriptions, declared, created_at)
  values ('shop', 'Shop', 'https://shop.example/', '["https://shop.example"]', null, '/push', 900, 20, '{"url":"createBelfry"}', 6000);
insert into belfry_topics (site_id, id, name, access, transactional, description, is_default, declared, created_at)
  values ('shop', 'news', 'News', 'open', 0, 'Once a week', 1, 'createBelfry', 6000);
insert into belfry_api_keys (id, site_id, name, prefix, hash, reach, scopes, created_at, expires_at, last_used_at, revoked_at,
    revoked_because, declared)
  values ('api-6', 'shop', 'deploy', 'bk_def', x'01ff', 'site', '["send"]', 6000, 9000, 6500, 7000, 'asked', null);
insert into belfry_vapid_keys (id, site_id, public_key, status, private_key, master_key_id, changed_at, declared, created_at)
  values ('key-6', 'shop', 'BShop', 'active', x'0102', 'master-1', 6000, 'BELFRY_VAPID_PRIVATE_KEY', 6000);
