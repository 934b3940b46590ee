-- Marks in the charts: what people wrote at a time, and what Belfry noticed by itself.
create table belfry.annotations (
  id text primary key,
  site_id text references belfry.sites on delete cascade, -- null: of all sites
  at bigint not null,
  kind text not null check (kind in ('own', 'key-rotation', 'deploy', 'browser-version')),
  text text not null
);
create index annotations_at on belfry.annotations (at);
create index annotations_site on belfry.annotations (site_id);

-- How often each version of a browser was seen among new subscriptions, so that a new one is noticed.
create table belfry.browser_versions (
  site_id text not null references belfry.sites on delete cascade,
  browser text not null,
  version integer not null,
  count bigint not null,
  first_at bigint not null,
  primary key (site_id, browser, version)
);

-- One row: up to which subscription they were counted.
create table belfry.browser_versions_read (
  id integer primary key check (id = 1),
  up_to bigint not null
);
