-- Rows for the columns and tables of schema 3.
insert into belfry_jobs (id, lane, kind, payload, run_at, attempts, lease_owner, lease_until, created_at, dead_at, error, turn, flow)
  values (2, 'bulk', 'deliver', '{"notification":2}', 2000, 0, null, 0, 2000, null, null, 7, '2');
