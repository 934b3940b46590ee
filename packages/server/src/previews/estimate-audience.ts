import { setImmediate as immediate } from 'node:timers/promises'
import { readNextBatch, type AudienceBatch } from '../audiences/audience-batch.ts'
import type { Audience } from '../audiences/audience.ts'
import { statement, type StatementDatabase } from '../database/statement.ts'

const LAST = statement('select coalesce(max(id), 0) as last from belfry.subscribers')
// 20,000 people: of a million the estimate is right within one per cent.
const LOOKS = 20
const PEOPLE = 1000

/**
 * About how many subscriptions an audience has: batches at evenly spread places, each for the ids around it. People's
 * ids are in the order in which they came, and whoever came early has left more often: so each place is the middle of
 * its part.
 */
export async function estimateAudience<Tx>(
  { statements, connection }: StatementDatabase<Tx>,
  siteId: string,
  audience: Audience,
): Promise<{ batches: AudienceBatch[]; subscriptions: number }> {
  const [{ last }] = (await statements.run(connection, LAST, {})).rows as [{ last: number }]
  const read = (after: number, people: number) => readNextBatch(statements, connection, siteId, audience, after, people)
  const first = await read(0, 1)
  const from = first !== undefined && 'to' in first.target ? first.target.to - 1 : 0
  const step = (last - from) / LOOKS
  const batches: AudienceBatch[] = []
  let subscriptions = 0
  for (let look = 0; look < LOOKS; look += 1) {
    const at = Math.floor(from + (look + 0.5) * step)
    const batch = await read(at, PEOPLE)
    if (batch === undefined || !('to' in batch.target)) break
    batches.push(batch)
    subscriptions += (batch.subscriptions / (batch.target.to - at)) * step
    await immediate()
  }
  return { batches, subscriptions: Math.round(subscriptions) }
}
