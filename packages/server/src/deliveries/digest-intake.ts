import type { GateQuestion } from './delivery-gate.ts'

/** When the digest comes that a delivery waits for, milliseconds since the epoch; `full`: it holds no more. */
export type DigestPlace = number | 'full'

/** Where those deliveries go that a gate gives to the digest. */
export interface DigestIntake {
  /**
   * Keeps them for the digests of their people; a second time, after a crash, it is the same. What would expire before
   * is not kept.
   */
  put(question: GateQuestion): Promise<readonly DigestPlace[]>
  /** The same answer, and nothing is kept. */
  look(question: GateQuestion): Promise<readonly DigestPlace[]>
}

/** Of an engine without digests: nothing is kept, and each delivery says so. */
export const NO_DIGESTS: Pick<DigestIntake, 'put'> = {
  put: ({ due }) => Promise.resolve(due.map(() => 'full' as const)),
}
