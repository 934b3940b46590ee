-- Rows for the tables of schema 22.
insert into belfry_consents (id, site_id, subscriber_id, subscription, kind, origin, path, wording, topics, at)
  values (1, 'default', 1, 1, 'given', 'https://example.com', '/', 'v1', '[]', 5);
