-- Rows for the columns and tables of schema 24.
insert into belfry.funnel (site_id, day, topic_id, browser, prompt, step, count)
  values ('default', 20787, '', 'Firefox', '', 'shown', 3);
