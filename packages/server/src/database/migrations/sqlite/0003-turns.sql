-- Jobs run by turns: the batches of one notification have numbers that go up, and a new notification begins with the
-- next number, so that it waits for one batch of each of the others and not for all of them.
alter table belfry_jobs add column turn integer not null default 0;
alter table belfry_jobs add column flow text; -- what takes turns: the notification's number
create index belfry_jobs_turn on belfry_jobs (lane, turn, run_at, id) where dead_at is null;
-- The turn that it is: read once for each notification, and with each bulk of retries.
create index belfry_jobs_running on belfry_jobs (lane, turn) where lease_owner is not null;
