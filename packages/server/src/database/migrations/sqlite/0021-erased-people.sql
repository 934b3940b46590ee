-- What stays of erased people: a mark that only the server's key leads to, so that a token from before brings nobody
-- back. It goes when no such token can be valid any more.
create table belfry_erased_people (
  site_id text not null references belfry_sites on delete cascade,
  mark blob not null,             -- HMAC-SHA256 of the site and the id, 16 bytes
  tokens_since integer not null,
  primary key (site_id, mark)
) strict, without rowid;
