import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserKeys, browserSubscription } from '../../support/belfry/temporary-belfry.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'
import { importStage } from './import-stage.ts'

/** An import that is stopped, and goes on. */
export function testGoingOn(open: () => Promise<EmptyDatabase>): void {
  for (const form of ['write', 'writeArray'] as const)
    test(`stopped in the middle it continues there, unless an earlier part was changed (${form})`, async () => {
      await using stand = await importStage(open)
      const keys = browserKeys()
      const browser = (n: number) => browserSubscription(`browser-${n}`, keys)
      const lines = Array.from({ length: 12_000 }, (_, n) => ({ ...browser(n), subscriber: `s${n}` }))
      const write = stand[form]
      write(lines)
      const first = await stand.load({ stopAfter: 1 })
      assert.equal(first.finished, false)
      assert.ok(first.added > 0 && first.added < 12_000, String(first.added))
      assert.equal(await stand.count('belfry_subscriptions'), first.added)
      const rest = await stand.load()
      assert.deepEqual(rest, {
        finished: true,
        resumedAt: first.lines,
        lines: 12_000,
        added: 12_000,
        present: 0,
        refused: 0,
        reports: [],
      })
      assert.equal(await stand.count('belfry_subscriptions'), 12_000)

      const more = [...lines, ...Array.from({ length: 6000 }, (_, n) => browser(12_000 + n))]
      write(more)
      const stopped = await stand.load({ stopAfter: 12_001 })
      assert.equal(stopped.finished, false)
      more[50] = browserSubscription()
      write(more)
      const changed = await stand.load()
      assert.deepEqual([changed.resumedAt, changed.finished], [0, true])
      assert.equal(await stand.count('belfry_subscriptions'), 18_001)
    })
}
