-- What is left of rate limits, for all processes: keyed hashes of networks, no address. A full budget has no row.
-- Unlogged: after a crash all budgets are full.
create unlogged table belfry.budgets (
  key text primary key,           -- the budget's name, and the hash of whose it is
  tokens double precision not null, -- left at `at`
  granted smallint not null check (granted in (0, 1)),  -- whether the last who asked got one
  at bigint not null,
  full_at double precision not null
) with (fillfactor = 50);
create index budgets_full on belfry.budgets (full_at);
