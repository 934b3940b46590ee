// The soak, shorter: npm run soak -- --minutes 3 is the full one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runSoak } from '../soak/run-soak.ts'
import { soakTable } from '../soak/soak-table.ts'

test(
  'killed, cut off, throttled, with a wrong clock and a full disk, Belfry keeps its promises',
  { timeout: 180_000 },
  async (t) => {
    const report = await runSoak({
      database: 'sqlite',
      workers: 1,
      durationMs: 18_000,
      seed: 3,
      subscribersPerProfile: 150,
      patienceMs: 90_000,
      calmBroadcasts: 3,
    })
    for (const what of report.skipped) t.diagnostic(`SKIPPED ${what}`)
    assert.ok(report.figures.kills > 0)
    assert.ok(report.holds, `\n${soakTable(report)}`)
  },
)
