-- Rows for the columns and tables of schema 19.
insert into belfry_funnel (site_id, day, topic_id, browser, prompt, step, count)
  values ('default', 20787, '', 'Firefox', '', 'shown', 3);
