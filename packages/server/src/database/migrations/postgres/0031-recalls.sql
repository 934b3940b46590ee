-- Whose held messages are to come at once: a pause or quiet hours were ended or changed.
create table belfry.recalls (
  subscriber_id bigint primary key references belfry.subscribers on delete cascade,
  asked_at bigint not null
);
