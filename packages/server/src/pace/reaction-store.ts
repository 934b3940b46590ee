import { statement, type StatementDatabase, type StatementRunner } from '../database/statement.ts'
import { rowsOf, type Steps } from '../database/steps.ts'
import { BLOCKS } from './block-statements.ts'
import { blockOf, blocksOf } from './entries.ts'
import { PERSONAL } from './scopes.ts'
import { emptyReactions, reactionsIn, writeReactions } from './silence-entries.ts'
import { afterDisplay, afterReaction, isSilent, LEAST_DAYS, type Reactions, type SiteSilence } from './silence.ts'

/** What a browser has told: of a display, or that its owner has reacted. */
export interface ToldReaction {
  subscriber: number
  kind: 'display' | 'reaction'
  at: number
}

/** Under this name the blocks keep reactions: with two of them it begins no name of places (scopes.ts). */
export const REACTIONS = `${PERSONAL}${PERSONAL}${PERSONAL}`

const DAY_MS = 86_400_000

/** Who of these has a browser of such a push service. */
export const UNHEARD = statement(`
  select distinct subscriber_id from belfry.subscriptions
  where subscriber_id = any(:ids::bigint[]) and status = 'active' and push_service = any(:unheard::text[])`)

// What is held for them is decided anew: deliveries/recalls.
const RECALL = statement(`
  insert into belfry.recalls (subscriber_id, asked_at)
  select b.id, :at from belfry.subscribers b join belfry.sites s on s.id = b.site_id
  where b.id = any(:ids::bigint[]) and s.silence is not null
  on conflict (subscriber_id) do update set asked_at = excluded.asked_at`)

/** Of these subscribers, who never reacts: a read a page, and a second one where it finds somebody. */
export async function readSilent<Tx>(
  { statements, connection }: StatementDatabase<Tx>,
  { rule, unheard }: SiteSilence,
  subscribers: readonly number[],
  now: number,
): Promise<Set<number>> {
  const today = dayOf(now)
  const asked = { topic: REACTIONS, blocks: blocksOf(subscribers) }
  const blocks = new Map((await statements.table(connection, BLOCKS.read, asked)) as [number, Uint8Array][])
  const silent = new Set<number>()
  for (const subscriber of blocks.size === 0 ? [] : subscribers) {
    const block = blocks.get(blockOf(subscriber))
    if (block !== undefined && isSilent(reactionsIn(block, subscriber), rule, today)) silent.add(subscriber)
  }
  if (silent.size === 0 || unheard.length === 0) return silent
  const rows = (await statements.table(connection, UNHEARD, { ids: [...silent], unheard })) as [number][]
  for (const [subscriber] of rows) silent.delete(subscriber)
  return silent
}

/**
 * Keeps what browsers have told, in the transaction that sorts it. Told again, it changes nothing, so that a person
 * costs one write a day at most.
 */
export async function noteReactions<Tx>(
  tx: Tx,
  { run, table }: Pick<StatementRunner<Tx>, 'run' | 'table'>,
  told: readonly ToldReaction[],
): Promise<void> {
  if (told.length === 0) return
  const numbers = blocksOf(told.map(({ subscriber }) => subscriber))
  const blocks = await lock(numbers)
  const changed = new Set<number>()
  const back = new Set<number>()
  for (const { subscriber, kind, at } of told) {
    const block = blocks.get(blockOf(subscriber)) as Uint8Array
    const before = reactionsIn(block, subscriber)
    const after = kind === 'display' ? afterDisplay(before, dayOf(at)) : afterReaction(before, dayOf(at))
    if (after === before) continue
    writeReactions(block, subscriber, after)
    changed.add(blockOf(subscriber))
    if (kind === 'reaction' && mayBeSilent(before, dayOf(at))) back.add(subscriber)
  }
  await write(numbers.filter((number) => changed.has(number)))
  const at = Math.max(...told.map((one) => one.at))
  if (back.size > 0) await run(tx, RECALL, { ids: [...back], at })

  async function lock(wanted: readonly number[]): Promise<Map<number, Uint8Array>> {
    const asked = { topic: REACTIONS, blocks: wanted }
    const found = await table(tx, BLOCKS.lock, asked)
    const known = new Set(found.map(([number]) => number as number))
    const missing = wanted.filter((number) => !known.has(number))
    if (missing.length === 0) return copied(found)
    await run(tx, BLOCKS.add, { topic: REACTIONS, blocks: missing, entries: emptyReactions() })
    return copied(await table(tx, BLOCKS.lock, asked))
  }

  async function write(wanted: readonly number[]): Promise<void> {
    if (wanted.length === 0) return
    const entries = Buffer.concat(wanted.map((number) => blocks.get(number) as Uint8Array))
    const values = { topic: REACTIONS, blocks: wanted, entries, size: entries.length / wanted.length }
    await run(tx, BLOCKS.write, values)
  }
}

/** The same of one person, who has done something that no browser tells of, such as to read the inbox. */
export function* noteReaction(subscriber: number, now: number): Steps<void> {
  const asked = { topic: REACTIONS, blocks: [blockOf(subscriber)] }
  const [row] = yield* rowsOf<{ entries: Uint8Array }>(BLOCKS.lock, asked)
  // Nothing was displayed to anybody near: there is no silence to end.
  if (row === undefined) return
  const block = Uint8Array.from(row.entries)
  const before = reactionsIn(block, subscriber)
  const after = afterReaction(before, dayOf(now))
  if (after === before) return
  writeReactions(block, subscriber, after)
  yield* rowsOf(BLOCKS.write, { ...asked, entries: block, size: block.length })
  if (mayBeSilent(before, dayOf(now))) yield* rowsOf(RECALL, { ids: [subscriber], at: now })
}

/** By the strictest of all rules. */
function mayBeSilent(before: Reactions, day: number): boolean {
  return isSilent(before, { afterDays: LEAST_DAYS, shownDays: 1, perWeek: 1 }, day)
}

function copied(rows: readonly unknown[][]): Map<number, Uint8Array> {
  return new Map(rows.map(([number, entries]) => [number as number, Uint8Array.from(entries as Uint8Array)]))
}

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS)
}
