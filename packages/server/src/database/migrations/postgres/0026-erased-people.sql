-- What stays of erased people: a mark that only the server's key leads to, so that a token from before brings nobody
-- back. It goes when no such token can be valid any more.
create table belfry.erased_people (
  site_id text not null references belfry.sites on delete cascade,
  mark bytea not null,            -- HMAC-SHA256 of the site and the id, 16 bytes
  tokens_since bigint not null,
  primary key (site_id, mark)
);
