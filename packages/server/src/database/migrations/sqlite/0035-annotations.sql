-- Marks in the charts: what people wrote at a time, and what Belfry noticed by itself.
create table belfry_annotations (
  id text primary key,
  site_id text references belfry_sites on delete cascade, -- null: of all sites
  at integer not null,
  kind text not null check (kind in ('own', 'key-rotation', 'deploy', 'browser-version')),
  text text not null
) strict, without rowid;
create index belfry_annotations_at on belfry_annotations (at);

-- How often each version of a browser was seen among new subscriptions, so that a new one is noticed.
create table belfry_browser_versions (
  site_id text not null references belfry_sites on delete cascade,
  browser text not null,
  version integer not null,
  count integer not null,
  first_at integer not null,
  primary key (site_id, browser, version)
) strict, without rowid;

-- One row: up to which subscription they were counted.
create table belfry_browser_versions_read (
  id integer primary key check (id = 1),
  up_to integer not null
) strict;
