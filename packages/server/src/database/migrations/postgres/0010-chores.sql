-- Periodic work that one process does at a time, and when it is due, by the database's clock.
create table belfry.chores (
  name text primary key,
  every_ms bigint not null,
  due_at bigint not null default 0,
  owner text,                     -- the process that is at it
  owned_until bigint not null default 0, -- then it is free, though its owner is silent
  done_at bigint                  -- the last time that it ended well
);
-- What content there is to be forgotten, oldest first.
create index notifications_content on belfry.notifications (finished_at) where content <> '{}';
