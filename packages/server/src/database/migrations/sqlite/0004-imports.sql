-- How far the import of a file has come, so that one that was cut short goes on where it stopped.
create table belfry_imports (
  site_id text not null references belfry_sites on delete cascade,
  file blob not null,             -- sha256 of how the file begins
  bytes integer not null,         -- that are done
  digest blob not null,           -- sha256 of them: a file that was changed since is read anew
  lines integer not null,
  added integer not null,
  present integer not null,       -- were there before
  refused integer not null,
  updated_at integer not null,
  primary key (site_id, file)
) strict, without rowid;
