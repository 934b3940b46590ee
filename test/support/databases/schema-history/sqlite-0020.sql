-- Rows for the tables of schema 20.
insert into belfry_stats_days (site_id, kind, day, topic_id, device, count) values ('default', 100, 20000, 'blog', 111, 3);
insert into belfry_stats_hours (site_id, kind, hour, topic_id, count) values ('default', 100, 480000, 'blog', 3);
insert into belfry_stats_notification_days (notification, day, kind, device, count) values (1, 20000, 100, 111, 3);
insert into belfry_stats_notification_hours (notification, hour, kind, count) values (1, 480000, 100, 3);
insert or ignore into belfry_stats_recounts (notification) values (1);
