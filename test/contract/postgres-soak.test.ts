// The soak on PostgreSQL, shorter: npm run soak -- --database postgres --workers 3 is the full one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runSoak } from '../soak/run-soak.ts'
import { soakTable } from '../soak/soak-table.ts'
import { whyNoPostgres } from '../support/databases/postgres.ts'

test(
  'with workers killed, cut off and kept waiting by a database that restarts, Belfry keeps its promises',
  { timeout: 180_000, skip: await whyNoPostgres() },
  async (t) => {
    const report = await runSoak({
      database: 'postgres',
      workers: 2,
      durationMs: 14_000,
      seed: 5,
      subscribersPerProfile: 60,
      patienceMs: 90_000,
      calmBroadcasts: 2,
    })
    for (const what of report.skipped) t.diagnostic(`SKIPPED ${what}`)
    assert.ok(report.figures.kills > 0)
    assert.ok(report.holds, `\n${soakTable(report)}`)
  },
)
