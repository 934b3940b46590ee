-- What is left of rate limits, for all processes: keyed hashes of networks, no address. A full budget has no row.
create table belfry_budgets (
  key text primary key,           -- the budget's name, and the hash of whose it is
  tokens real not null,           -- left at `at`
  granted integer not null check (granted in (0, 1)),  -- whether the last who asked got one
  at integer not null,
  full_at real not null
) strict, without rowid;
create index belfry_budgets_full on belfry_budgets (full_at);
