-- Security events. Each hash covers its event and the hash before it.
create table belfry_audit (
  number integer primary key,
  at integer not null,
  site_id text,                   -- no reference: what happened to a site outlives it
  event text not null,
  subject text,
  details text not null,          -- JSON without personal data
  hash text not null
) strict;
create index belfry_audit_subject on belfry_audit (event, subject) where subject is not null;
create trigger belfry_audit_kept before update on belfry_audit
begin select raise(abort, 'the audit log is append-only'); end;

-- One row, the lock between the processes that append: where the chain begins, and where it ends.
create table belfry_audit_head (
  id integer primary key check (id = 1),
  first integer not null,
  before text not null,           -- the hash of the last event that is no longer kept
  number integer not null,
  hash text not null
) strict;
