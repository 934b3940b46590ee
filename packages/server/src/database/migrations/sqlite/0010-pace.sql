-- How often people get messages: caps of a site (topic '') or of one of its topics. Null: none.
alter table belfry_sites add column pace text;   -- JSON: perDay, perWeek, window, excess
alter table belfry_topics add column pace text;

-- When people got messages, where there are caps: 64 neighbouring subscribers a row, a few bytes for each (decision 31).
create table belfry_pace_blocks (
  block integer not null,         -- of the subscribers from 64 * block on
  topic text not null,            -- '' for all messages of their site
  entries blob not null,
  primary key (block, topic)
) strict;                        -- its rows are too large for a table without rowid

-- An id of a deleted subscriber may be given to the next one. Whatever deletes a subscriber, nothing of it is left.
create trigger belfry_pace_forget after delete on belfry_subscribers
begin
  update belfry_pace_blocks set entries = cast(
    substr(entries, 1, old.id % 64 * (length(entries) / 64))
      || zeroblob(length(entries) / 64)
      || substr(entries, (old.id % 64 + 1) * (length(entries) / 64) + 1) as blob)
  where block = old.id / 64;
end;
