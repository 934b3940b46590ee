import type { Lane } from '../database/schema.ts'

// Services grant 100 streams, and more gain nothing (decision 0012). Bulk never takes the last of them, so that a
// transactional delivery finds a stream at once.
export const STREAMS: Readonly<Record<Lane, number>> = { transactional: 100, bulk: 80 }

/** Outcomes that are known and not committed yet: with so many, an engine starts nothing more. */
// Twice the size of one write: while one portion is written, the next one comes in.
export const UNRECORDED_MAX = 500

/**
 * The maximum of repeated messages of a lane when an engine dies or loses its jobs to another: the requests under way
 * to so many push services, and the unrecorded outcomes. Nothing else repeats: a recorded delivery is done.
 *
 * @example
 * repeatWindow('bulk', 4) // 820
 */
export function repeatWindow(lane: Lane, services: number): number {
  return UNRECORDED_MAX + services * STREAMS[lane]
}
