import { setImmediate as immediate } from 'node:timers/promises'
import { endOf, readNextBatch, type AudienceBatch } from '../audiences/audience-batch.ts'
import type { Audience } from '../audiences/audience.ts'
import type { StatementDatabase } from '../database/statement.ts'

export interface WalkBounds {
  /** Batches of 500 people. */
  batches: number
  ms: number
  /** Monotonic milliseconds. */
  elapsed: () => number
}

export interface WalkedAudience {
  batches: AudienceBatch[]
  subscriptions: number
  /** False where a bound was met first. */
  isWhole: boolean
}

/** Finds an audience's batches as a plan does, one read after the other, so that whatever else the thread does goes on. */
export async function walkAudience<Tx>(
  { statements, connection }: StatementDatabase<Tx>,
  siteId: string,
  audience: Audience,
  { batches: most, ms, elapsed }: WalkBounds,
): Promise<WalkedAudience> {
  const since = elapsed()
  const batches: AudienceBatch[] = []
  let subscriptions = 0
  for (let after = 0; ;) {
    const batch = await readNextBatch(statements, connection, siteId, audience, after)
    if (batch !== undefined && batch.subscriptions > 0) {
      batches.push(batch)
      subscriptions += batch.subscriptions
    }
    if (batch === undefined || batch.isLast === true) return { batches, subscriptions, isWhole: true }
    if (batches.length >= most || elapsed() - since > ms) return { batches, subscriptions, isWhole: false }
    after = endOf(batch)
    await immediate()
  }
}

/** So many of the batches, evenly spread: people who came early are not like those who came late. */
export function spread(batches: readonly AudienceBatch[], count: number): AudienceBatch[] {
  if (batches.length <= count) return [...batches]
  return Array.from({ length: count }, (_, index) => {
    return batches[Math.floor(((index + 0.5) * batches.length) / count)] as AudienceBatch
  })
}
