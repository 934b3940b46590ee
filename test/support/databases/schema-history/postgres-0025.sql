-- Rows for the tables of schema 25.
insert into belfry.stats_days (site_id, kind, day, topic_id, device, count) values ('default', 100, 20000, 'blog', 111, 3);
insert into belfry.stats_hours (site_id, kind, hour, topic_id, count) values ('default', 100, 480000, 'blog', 3);
insert into belfry.stats_notification_days (notification, day, kind, device, count) values (pg_temp.today(1), 20000, 100, 111, 3);
insert into belfry.stats_notification_hours (notification, hour, kind, count) values (pg_temp.today(1), 480000, 100, 3);
insert into belfry.stats_recounts (notification) values (pg_temp.today(1)) on conflict do nothing;
