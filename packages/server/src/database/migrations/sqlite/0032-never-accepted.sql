-- Since when, and until when, attempts have failed for a subscription that no push service has ever accepted.
alter table belfry_subscriptions add column failing_since integer;
alter table belfry_subscriptions add column failed_at integer;
alter table belfry_ageing add column never_accepted_days integer not null default 0;
alter table belfry_ageing add column never_accepted integer not null default 0;
