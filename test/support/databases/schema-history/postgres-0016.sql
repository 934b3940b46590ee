-- Rows for the columns and tables of schema 16.
update belfry.sites set inbox = 0 where id = 'shop';
insert into belfry.addressees (external_id, site_id, notification) values ('ada', 'default', pg_temp.today(1));
insert into belfry.past_preferences (subscriber_id, topic_id, on_from, on_until) values (1, 'blog', 500, 900);
insert into belfry.inbox_marks (subscriber_id, read_until, read, dismissed, version) values (1, 1500, '[1]', '[2]', 3);
