-- One row, written to find out whether the database still takes anything: a full disk can be read for ever.
create table belfry_write_checks (
  id integer primary key check (id = 1),
  checked_at integer not null
) strict;
