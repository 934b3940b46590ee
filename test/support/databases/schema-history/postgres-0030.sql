-- Rows for the columns and tables of schema 30.
update belfry.delivery_preferences set digest_at = 1080 where subscriber_id = 1;
insert into belfry.digest_items (notification, subscriber_id, site_id, due_at, digest)
  select number, 1, site_id, 2600, null from belfry.notifications order by number limit 1;
