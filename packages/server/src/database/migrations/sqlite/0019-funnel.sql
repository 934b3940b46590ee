-- How asking went: how often each step was reached, by whom nobody knows.
create table belfry_funnel (
  site_id text not null references belfry_sites on delete cascade,
  day integer not null,           -- days since 1970, UTC
  topic_id text not null,         -- '' where it was about none
  browser text not null,
  prompt text not null,           -- the site's own name for it; '' without one
  step text not null,
  count integer not null,
  primary key (site_id, day, topic_id, browser, prompt, step)
) strict, without rowid;
