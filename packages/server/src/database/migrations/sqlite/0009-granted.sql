-- Whether the host app's token named the topic: a topic that is open now may be only for some people later.
alter table belfry_preferences add column granted integer not null default 0 check (granted in (0, 1));
-- Nobody could have turned these on without such a token.
update belfry_preferences set granted = 1 where exists (
  select 1 from belfry_topics t
  where t.site_id = belfry_preferences.site_id and t.id = belfry_preferences.topic_id and t.access = 'granted');
