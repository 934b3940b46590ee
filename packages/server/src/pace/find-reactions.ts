import type { Database } from '../database/database.ts'
import { BLOCKS } from './block-statements.ts'
import { blockOf } from './entries.ts'
import { REACTIONS, UNHEARD } from './reaction-store.ts'
import { reactionsIn } from './silence-entries.ts'
import { NO_REACTIONS, type Reactions } from './silence.ts'

/** What is known of one person's reactions. */
export async function findReactions(database: Pick<Database, 'read'>, subscriber: number): Promise<Reactions> {
  const asked = { topic: REACTIONS, blocks: [blockOf(subscriber)] }
  const [row] = await database.read<{ entries: Uint8Array }>(BLOCKS.read, asked)
  return row === undefined ? NO_REACTIONS : reactionsIn(row.entries, subscriber)
}

/** Whether one of the person's browsers is of these push services. */
export async function hasUnheard(
  database: Pick<Database, 'read'>,
  subscriber: number,
  unheard: readonly string[],
): Promise<boolean> {
  return (await database.read(UNHEARD, { ids: [subscriber], unheard })).length > 0
}
