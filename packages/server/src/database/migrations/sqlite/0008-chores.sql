-- Periodic work that one process does at a time, and when it is due.
create table belfry_chores (
  name text primary key,
  every_ms integer not null,
  due_at integer not null default 0,
  owner text,                     -- the process that is at it
  owned_until integer not null default 0, -- then it is free, though its owner is silent
  done_at integer                 -- the last time that it ended well
) strict, without rowid;
-- What content there is to be forgotten, oldest first.
create index belfry_notifications_content on belfry_notifications (finished_at) where content <> '{}';
