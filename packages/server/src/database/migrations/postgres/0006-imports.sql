-- How far the import of a file has come, so that one that was cut short goes on where it stopped.
create table belfry.imports (
  site_id text not null references belfry.sites on delete cascade,
  file bytea not null,            -- sha256 of how the file begins
  bytes bigint not null,          -- that are done
  digest bytea not null,          -- sha256 of them: a file that was changed since is read anew
  lines bigint not null,
  added bigint not null,
  present bigint not null,        -- were there before
  refused bigint not null,
  updated_at bigint not null,
  primary key (site_id, file)
);
