-- Jobs that were given up are listed in the order in which they died, and counted every few seconds.
create index belfry_jobs_dead on belfry_jobs (dead_at, id) where dead_at is not null;
