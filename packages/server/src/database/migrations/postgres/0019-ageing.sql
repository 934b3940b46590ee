-- What became of the browsers that stay away, one row a day for each site.
create table belfry.ageing (
  site_id text not null references belfry.sites (id) on delete cascade,
  at bigint not null,
  stale_days integer not null,
  remove_days integer not null,
  active bigint not null,
  stale bigint not null,
  aged bigint not null,
  primary key (site_id, at)
);
