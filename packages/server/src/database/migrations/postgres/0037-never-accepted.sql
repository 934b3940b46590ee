-- Since when, and until when, attempts have failed for a subscription that no push service has ever accepted.
alter table belfry.subscriptions add column failing_since bigint, add column failed_at bigint;
alter table belfry.ageing
  add column never_accepted_days integer not null default 0, add column never_accepted bigint not null default 0;
