import { LANES, type Lane } from '../../database/schema.ts'

/**
 * What a thread does: everything; only what somebody waits for; or broadcasts, and what the urgent thread has left for
 * a second.
 */
export type Duty = 'everything' | 'urgent' | 'broadcasts'

/** One for each thread; `urgent` adds a thread that has nothing else to do. */
export function dutiesOf(threads: number, urgent: boolean): Duty[] {
  const duties = Array.from({ length: threads }, (): Duty => (urgent ? 'broadcasts' : 'everything'))
  return urgent ? [...duties, 'urgent'] : duties
}

/** The lanes whose jobs it takes. */
export function lanesOf(duty: Duty): readonly Lane[] {
  return duty === 'urgent' ? ['transactional'] : LANES
}

/** The lanes whose jobs it takes at once; those of the others it finds by polling. */
export function promptLanesOf(duty: Duty): readonly Lane[] {
  return duty === 'broadcasts' ? ['bulk'] : lanesOf(duty)
}
