-- Rows for the columns and tables of schema 17.
insert into belfry.interaction_log (id, notification, subscription, kind, device, at) values (1, pg_temp.today(1), 1, 1, 2, 2500);
insert into belfry.interactions (notification, subscription, kind, device, at) values (pg_temp.today(1), 1, 1, 2, 2500);
insert into belfry.interaction_counts (notification, kind, device, count) values (pg_temp.today(1), 1, 2, 1);
insert into belfry.interaction_days (site_id, day, topic_id, kind, device, count) values ('default', 1, 'blog', 1, 2, 1);
insert into belfry.irrelevances (subscriber_id, topic_id, notification, at) values (1, 'blog', pg_temp.today(1), 2500);
insert into belfry.mutes (subscriber_id, topic_id, at) values (1, 'blog', 2500);
