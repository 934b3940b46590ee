-- How often people get messages: caps of a site (topic '') or of one of its topics. Null: none.
alter table belfry.sites add column pace text;   -- JSON: perDay, perWeek, window, excess
alter table belfry.topics add column pace text;

-- When people got messages, where there are caps: 64 neighbouring subscribers a row, a few bytes for each (decision 31).
-- Half of each page is free and a row is not moved out of it, so that every update is a heap-only one.
create table belfry.pace_blocks (
  block bigint not null,          -- of the subscribers from 64 * block on
  topic text not null,            -- '' for all messages of their site
  entries bytea not null,
  primary key (block, topic)
) with (fillfactor = 50, toast_tuple_target = 4080);
alter table belfry.pace_blocks alter column entries set storage external;

-- Whatever deletes a subscriber, nothing of it is left.
create function belfry.forget_pace() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  update belfry.pace_blocks set entries = overlay(entries
    placing decode(repeat('00', length(entries) / 64), 'hex')
    from (old.id % 64)::integer * (length(entries) / 64) + 1
    for length(entries) / 64)
  where block = old.id / 64;
  return null;
end $$;
create trigger pace_forget after delete on belfry.subscribers for each row execute function belfry.forget_pace();
