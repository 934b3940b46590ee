import type { Lane } from '../database/schema.ts'

// 100 streams are what services grant, and more bring nothing (decision 0012). Bulk never takes the last of them, so that
// a transactional delivery finds a stream at once.
export const STREAMS: Readonly<Record<Lane, number>> = { transactional: 100, bulk: 80 }

/** Outcomes that are known and not committed yet: with so many, an engine starts nothing more. */
// Twice what is written at a time: while one portion is, the next one comes in.
export const UNRECORDED_MAX = 500

/**
 * How many messages of a lane may come twice, at most, when an engine dies or loses its jobs to another: what is under
 * way to so many push services, and what is not written down. Nothing else can: all that is written down is done.
 *
 * @example
 * repeatWindow('bulk', 4) // 820
 */
export function repeatWindow(lane: Lane, services: number): number {
  return UNRECORDED_MAX + services * STREAMS[lane]
}
