import { capReached, type CapReached } from './cap.ts'
import { Entry, blockOf, type Mark } from './entries.ts'
import type { LocalDays, Minute } from './local-days.ts'
import type { CapReason, Caps, Excess, Pace } from './pace.ts'

/** A pace, and what it counts: the messages of a topic, or with '' all of the site. */
export interface Scope {
  topic: string
  pace: Pace
  /** Where it is for some people only, each with caps of their own; `pace` has the highest of these. */
  personal?: { caps: ReadonlyMap<number, Caps>; reasonOf: (reason: CapReason) => CapReason }
}

export interface PlacesAsked {
  own: Mark
  /** Each once. */
  subscribers: readonly number[]
  /** All of them have to allow it. */
  scopes: readonly Scope[]
  /** The days of a subscriber's time zone; only where a scope counts by the calendar. */
  daysOf?: ((subscriber: number) => LocalDays) | undefined
  now: Minute
}

/** Of one scope: its blocks by their numbers. */
export type Blocks = ReadonlyMap<number, Uint8Array>

/** A message above a cap. */
export interface OverCap extends CapReached {
  excess: Excess
}

export interface Places {
  /** Who may not have it, by subscriber; all others have it or had it already. */
  over: Map<number, OverCap>
  /** The blocks of each scope that were changed. */
  changed: readonly Set<number>[]
}

/**
 * Takes a place for the message in the blocks, for every subscriber whose caps allow it. Taken again for the same
 * notification it is the same place, so that a batch may be loaded twice.
 */
export function takePlaces(
  { own: mark, subscribers, scopes, daysOf, now }: PlacesAsked,
  blocks: readonly Blocks[],
): Places {
  const over: Places['over'] = new Map()
  const changed = scopes.map(() => new Set<number>())
  const sent: Minute[] = []
  for (const subscriber of subscribers) {
    const block = blockOf(subscriber)
    const lacking: { entry: Entry; changed: Set<number> }[] = []
    let reached: OverCap | undefined
    for (const [index, { pace, personal }] of scopes.entries()) {
      const own = personal?.caps.get(subscriber)
      if (personal !== undefined && own === undefined) continue
      const entry = new Entry((blocks[index] as Blocks).get(block) as Uint8Array, subscriber)
      if (entry.has(mark, now)) continue
      entry.read(sent)
      const found = capReached(own === undefined ? pace : { ...pace, ...own }, sent, now, daysOf?.(subscriber))
      if (found !== undefined) {
        const reason = personal === undefined ? found.reason : personal.reasonOf(found.reason)
        reached = laterOf(reached, { reason, until: found.until, excess: pace.excess })
      }
      lacking.push({ entry, changed: changed[index] as Set<number> })
    }
    if (reached === undefined) {
      for (const { entry, changed } of lacking) {
        entry.add(mark, now)
        changed.add(block)
      }
    } else {
      over.set(subscriber, reached)
    }
  }
  return { over, changed }
}

// What becomes of it is the topic's to say where it has a pace: its scope comes last.
function laterOf(first: OverCap | undefined, second: OverCap): OverCap {
  if (first === undefined) return second
  return { ...(second.until >= first.until ? second : first), excess: second.excess }
}

/** Gives places back that were taken for a message which nobody will get. */
export function givePlacesBack(
  { own, subscribers, scopes, now }: Omit<PlacesAsked, 'daysOf'>,
  blocks: readonly Blocks[],
): readonly Set<number>[] {
  const changed = scopes.map(() => new Set<number>())
  for (const subscriber of subscribers) {
    const block = blockOf(subscriber)
    for (const index of scopes.keys()) {
      const bytes = blocks[index]?.get(block)
      if (bytes !== undefined && new Entry(bytes, subscriber).remove(own, now)) changed[index]?.add(block)
    }
  }
  return changed
}
