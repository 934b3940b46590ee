import { setImmediate as immediate } from 'node:timers/promises'
import { endOf, readNextBatch, type AudienceBatch } from '../audiences/audience-batch.ts'
import { kindOf, type Audience } from '../audiences/audience.ts'
import type { StatementDatabase } from '../database/statement.ts'
import { estimateAudience } from './estimate-audience.ts'

// A plan takes 500: here nobody waits for the first of them, and on PostgreSQL each read is a round trip.
const PEOPLE = 2000

export interface WalkBounds {
  /** Batches of 2000 people that are counted one after the other. */
  batches: number
  ms: number
  /** Monotonic milliseconds. */
  elapsed: () => number
}

export interface WalkedAudience {
  batches: AudienceBatch[]
  subscriptions: number
  /** False where the time was over first. */
  isWhole: boolean
  /** Whether the number is projected from the batches, which are not all. */
  isEstimate: boolean
}

/**
 * Finds an audience's batches as a plan does, one read after the other, so that whatever else the thread does goes on.
 * Of a large audience it looks at batches from all over.
 */
export async function walkAudience<Tx>(
  database: StatementDatabase<Tx>,
  siteId: string,
  audience: Audience,
  { batches: most, ms, elapsed }: WalkBounds,
): Promise<WalkedAudience> {
  const { statements, connection } = database
  const since = elapsed()
  const batches: AudienceBatch[] = []
  let subscriptions = 0
  for (let after = 0; ;) {
    const batch = await readNextBatch(statements, connection, siteId, audience, after, PEOPLE)
    if (batch !== undefined && batch.subscriptions > 0) {
      batches.push(batch)
      subscriptions += batch.subscriptions
    }
    if (batch === undefined || batch.isLast === true) {
      return { batches, subscriptions, isWhole: true, isEstimate: false }
    }
    if (elapsed() - since > ms) return { batches, subscriptions, isWhole: false, isEstimate: true }
    if (batches.length >= most && kindOf(audience).batches.by === 'range') {
      return { ...(await estimateAudience(database, siteId, audience)), isWhole: true, isEstimate: true }
    }
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
