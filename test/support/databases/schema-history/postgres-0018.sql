-- Rows for the columns and tables of schema 18.
insert into belfry.delivery_preferences (subscriber_id, paused_until, quiet_from, quiet_to, time_zone, content, changed_at)
  values (1, -1, 1320, 480, 'Europe/Berlin', 'generic', 2500);
