-- What became of the browsers that stay away, one row a day for each site.
create table belfry_ageing (
  site_id text not null references belfry_sites (id) on delete cascade,
  at integer not null,
  stale_days integer not null,
  remove_days integer not null,
  active integer not null,
  stale integer not null,
  aged integer not null,
  primary key (site_id, at)
) strict, without rowid;
