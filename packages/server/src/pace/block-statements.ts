import { statement } from '../database/statement.ts'

/** The rows of 64 neighbours, each of a topic, or of another name that no topic has. */
export const BLOCKS = {
  // In one order, so that two broadcasts wait for each other and do not deadlock.
  lock: statement(`
    select block, entries from belfry.pace_blocks where topic = :topic and block = any(:blocks::bigint[])
    order by block for no key update`),
  read: statement(
    'select block, entries from belfry.pace_blocks where topic = :topic and block = any(:blocks::bigint[])',
  ),
  add: statement(
    `insert into belfry.pace_blocks (block, topic, entries)
     select block, :topic, :entries from unnest(:blocks::bigint[]) as b (block) on conflict do nothing`,
    `insert into belfry.pace_blocks (block, topic, entries)
     select value, :topic, :entries from json_each(:blocks) where true on conflict do nothing`,
  ),
  // All in one value, each of the same size: an array of them costs PostgreSQL's driver more than the rows.
  write: statement(
    `update belfry.pace_blocks p
     set entries = substring(:entries::bytea from ((i.nth - 1) * :size::bigint + 1)::integer for :size::integer)
     from unnest(:blocks::bigint[]) with ordinality as i (block, nth)
     where p.topic = :topic and p.block = i.block`,
    `update belfry.pace_blocks set entries = substr(:entries, i.key * :size + 1, :size)
     from json_each(:blocks) i where topic = :topic and block = i.value`,
  ),
} as const
