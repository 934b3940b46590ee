-- Rows for the columns and tables of schema 12.
insert into belfry_interaction_log (id, notification, subscription, kind, device, at) values (1, 1, 1, 1, 2, 2500);
insert into belfry_interactions (notification, subscription, kind, device, at) values (1, 1, 1, 2, 2500);
insert into belfry_interaction_counts (notification, kind, device, count) values (1, 1, 2, 1);
insert into belfry_interaction_days (site_id, day, topic_id, kind, device, count) values ('default', 1, 'blog', 1, 2, 1);
insert into belfry_irrelevances (subscriber_id, topic_id, notification, at) values (1, 'blog', 1, 2500);
insert into belfry_mutes (subscriber_id, topic_id, at) values (1, 'blog', 2500);
