-- Security events. Each hash covers its event and the hash before it.
create table belfry.audit (
  number bigint primary key,
  at bigint not null,
  site_id text,                   -- no reference: what happened to a site outlives it
  event text not null,
  subject text,
  details text not null,          -- JSON without personal data
  hash text not null
);
create index audit_subject on belfry.audit (event, subject) where subject is not null;
create function belfry.keep_audit() returns trigger language plpgsql as $$
begin raise exception 'the audit log is append-only'; end $$;
create trigger audit_kept before update on belfry.audit for each row execute function belfry.keep_audit();

-- One row, the lock between the processes that append: where the chain begins, and where it ends.
create table belfry.audit_head (
  id integer primary key check (id = 1),
  first bigint not null,
  before text not null,           -- the hash of the last event that is no longer kept
  number bigint not null,
  hash text not null
);
