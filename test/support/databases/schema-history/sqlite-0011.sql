-- Rows for the columns and tables of schema 11.
update belfry_sites set inbox = 0 where id = 'shop';
insert into belfry_addressees (external_id, site_id, notification) values ('ada', 'default', 1);
insert into belfry_past_preferences (subscriber_id, topic_id, on_from, on_until) values (1, 'blog', 500, 900);
insert into belfry_inbox_marks (subscriber_id, read_until, read, dismissed, version) values (1, 1500, '[1]', '[2]', 3);
