-- Reports of what people did with their notifications, as they come in: hundreds in one row, which a chore sorts into
-- belfry_interactions. A row of its own for each report, as in belfry_interaction_log, costs 1.5 µs more.
create table belfry_interaction_groups (
  id integer primary key,
  size integer not null,          -- how many reports
  reports text not null           -- [[notification, subscription, kind, device, at], …]
) strict;
