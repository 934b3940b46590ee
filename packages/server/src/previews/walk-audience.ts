import { setImmediate as immediate } from 'node:timers/promises'
import { spreadLooks } from '../database/spread.ts'
import type { AudienceReader, Part } from './read-audience.ts'

/** People that are looked at together. */
export interface Look {
  part: Part
  /** How many of the audience each of its subscriptions stands for. */
  weight: number
}

export interface WalkedAudience {
  looks: Look[]
  /** False where the looks are spread over an audience that is larger. */
  isAll: boolean
}

// A plan takes 500: here nobody waits for the first of them, and on PostgreSQL each read is a round trip.
const PEOPLE = 2000
/** So many people are all looked at. */
const MOST = 20_000

/**
 * Finds the people of an audience, one read after the other, so that whatever else the thread does goes on; of more
 * than 20,000, as many from all over.
 */
export async function walkAudience<Tx>(reader: AudienceReader<Tx>): Promise<WalkedAudience> {
  const first = await reader.next(0, 1)
  if (first === undefined) return { looks: [], isAll: true }
  const last = await reader.last()
  const bounds = last === undefined ? undefined : { from: first.end - 1, to: last }
  const looks: Look[] = []
  let people = 0
  for (let after = 0; ;) {
    const next = await reader.next(after, PEOPLE)
    if (next === undefined) return { looks, isAll: true }
    looks.push({ part: next.part, weight: 1 })
    people += next.rows
    after = next.end
    if (bounds === undefined) continue
    if (after >= bounds.to) return { looks, isAll: true }
    // The first of them say how many there will be. Where they are denser than the others it is walked after all.
    const expected = (people / (after - bounds.from)) * (bounds.to - bounds.from)
    const isSure = people >= MOST
    if (isSure || (looks.length === 1 && expected > MOST)) {
      const spread = await spreadLooks(reader, bounds)
      const parts = spread.looks.map(({ weight, ...part }) => ({ part, weight }))
      if (isSure || spread.rows > MOST) return { looks: parts, isAll: false }
    }
    await immediate()
  }
}
