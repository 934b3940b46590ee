import { describe } from 'node:test'
import { testEnding } from './ending.ts'
import type { QueueHarness } from './queue-harness.ts'
import { testTaking } from './taking.ts'
import { testTurns } from './turns.ts'

/** The contract of every queue behind the interface. `make` gives a fresh, empty one. */
export function testQueue<Tx>(name: string, make: () => Promise<QueueHarness<Tx>>): void {
  describe(`${name} as a queue`, { timeout: 60_000 }, () => {
    testTaking(make)
    testTurns(make)
    testEnding(make)
  })
}
