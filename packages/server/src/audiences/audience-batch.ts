import { statement, type StatementRunner } from '../database/statement.ts'
import { byKind, kindOf, type Audience } from './audience.ts'

/** Subscriber ids, `from` excluded and `to` included: those of the audience who are between them by then. */
export interface RangeTarget {
  from: number
  to: number
}

export interface SubscribersTarget {
  subscribers: number[]
}

/** The part of an audience that one job delivers to. */
export interface AudienceBatch {
  target: RangeTarget | SubscribersTarget
  /** Active ones at present. */
  subscriptions: number
  /** Known without a search for the next one; absent where that search has to decide. */
  isLast?: boolean
}

const SUBSCRIBERS_IN_A_BATCH = 500

/** The hot reads, for EXPLAIN in the tests as well. */
export const PAGES = byKind(({ batches }) => statement(batches.page))

/** The next batch of an audience after a subscriber, or undefined behind the last one. */
export async function readNextBatch<Tx>(
  { run }: Pick<StatementRunner<Tx>, 'run'>,
  tx: Tx,
  site: string,
  audience: Audience,
  after: number,
  limit = SUBSCRIBERS_IN_A_BATCH,
): Promise<AudienceBatch | undefined> {
  const kind = kindOf(audience)
  const value = kind.parameter(audience.value)
  const { rows } = await run(tx, PAGES[audience.kind], { site, value, after, limit })
  switch (kind.batches.by) {
    case 'range':
      return range(after, rows as RangeRow[])
    case 'subscriber':
      return list(rows as SubscriberRow[], limit)
  }
}

/** Where the next batch begins. */
export function endOf({ target }: Pick<AudienceBatch, 'target'>): number {
  return 'to' in target ? target.to : Math.max(...target.subscribers)
}

interface RangeRow {
  last: number | null
  subscriptions: number | null
}

interface SubscriberRow {
  id: number
  subscriptions: number
}

function range(from: number, [row]: readonly RangeRow[]): AudienceBatch | undefined {
  if (row === undefined || row.last === null) return undefined
  return { target: { from, to: row.last }, subscriptions: row.subscriptions ?? 0 }
}

function list(rows: readonly SubscriberRow[], limit: number): AudienceBatch | undefined {
  if (rows.length === 0) return undefined
  return {
    target: { subscribers: rows.map(({ id }) => id) },
    subscriptions: rows.reduce((sum, { subscriptions }) => sum + subscriptions, 0),
    isLast: rows.length < limit,
  }
}
