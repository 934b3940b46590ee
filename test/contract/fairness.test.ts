// A small notification beside a large one: through the whole engine in a thread of its own, on both databases.

import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { startPushService } from '@belfry/push-service'
import { broadcastStage } from '../support/broadcast-stage.ts'
import { startPostgres, whyNoPostgres } from '../support/postgres.ts'

const LARGE = 3000
const SMALL = 100

function testFairness(name: string, database: () => Promise<string | undefined>): void {
  test(`on ${name}: a small one ends while a large one that came first is under way`, async (t) => {
    await using service = await startPushService()
    await using stage = await broadcastStage(service, await database())
    await stage.subscribe(LARGE, 'large')
    await stage.subscribe(SMALL, 'small')
    // 80 at once and 60 ms each: some 1,000 a second, so that it is not about the speed of this machine.
    service.faults.add({ action: 'slow', delayMs: 60 })

    const large = await stage.send('large')
    while ((await stage.get(large)).progress.sent < 500) await delay(10)
    const before = (await stage.get(large)).progress
    assert.equal(before.audience, LARGE, 'all of it was in the queue before the small one came')
    const small = await stage.send('small')
    while ((await stage.get(small)).state !== 'done') await delay(10)
    const meanwhile = await stage.get(large)
    t.diagnostic(`${meanwhile.progress.remaining} of the large one remained`)
    assert.equal(meanwhile.state, 'sending')
    assert.ok(meanwhile.progress.remaining > LARGE / 3, `${meanwhile.progress.remaining} remained`)
    // It does not stand still for the small one, and comes to its end.
    while ((await stage.get(large)).state !== 'done') await delay(50)
    assert.equal((await stage.get(large)).progress.sent, LARGE)
  })
}

describe('fairness between notifications', { timeout: 90_000 }, async () => {
  testFairness('SQLite', () => Promise.resolve(undefined))

  const skip = await whyNoPostgres()
  if (skip === false) {
    const postgres = await startPostgres()
    after(() => postgres[Symbol.asyncDispose]())
    testFairness('PostgreSQL', async () => (await postgres.createDatabase()).url)
  } else {
    test('on PostgreSQL', { skip }, () => undefined)
  }
})
