-- Whose held messages are to come at once: a pause or quiet hours were ended or changed.
create table belfry_recalls (
  subscriber_id integer primary key references belfry_subscribers on delete cascade,
  asked_at integer not null
) strict;
