-- When, where and to which words people said yes to notifications, and when they took it back.
create table belfry_consents (
  id integer primary key,
  site_id text not null references belfry_sites on delete cascade,
  subscriber_id integer not null references belfry_subscribers on delete cascade,
  subscription integer not null,
  kind text not null check (kind in ('given', 'withdrawn')),
  origin text,                    -- of the page
  path text,
  wording text not null,          -- the site's own name for the words
  topics text not null,           -- JSON array of what was chosen with it
  at integer not null
) strict;
create index belfry_consents_subscriber on belfry_consents (subscriber_id, id);
