// A small notification beside a large one: through the whole engine in its own thread, on both databases.

import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { broadcastStage } from '../support/belfry/broadcast-stage.ts'
import { holdPushService } from '../support/push-services/hold-push-service.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { until } from '../support/time/until.ts'

const LARGE = 3000
const SMALL = 100

function testFairness(name: string, database: () => Promise<string | undefined>): void {
  test(
    `on ${name}: a small one ends while a large one that came first is under way`,
    { timeout: 90_000 },
    async (t) => {
      await using service = await startPushService()
      await using stage = await broadcastStage(service, await database())
      await stage.subscribe(LARGE, 'large')
      const people = await stage.subscribe(SMALL, 'small')
      const ofSmall = new Set(people.map(({ id }) => id))
      const taken = { large: 0, small: 0 }
      let largeAtEnd = 0
      service.events.on('accepted', ({ subscription }) => {
        taken[ofSmall.has(subscription) ? 'small' : 'large'] += 1
        if (taken.small === SMALL && largeAtEnd === 0) largeAtEnd = taken.large
      })
      const held = holdPushService(service, { after: 500 })

      const large = await stage.send('large')
      await held.holding
      const planned = (id: string) => async () => (await stage.get(id)).state === 'sending'
      await until(planned(large), t.signal)
      assert.equal((await stage.get(large)).progress.audience, LARGE)
      const small = await stage.send('small')
      await until(planned(small), t.signal)
      held.release()
      await until(() => taken.small === SMALL, t.signal)
      t.diagnostic(`${largeAtEnd} of the large one were sent`)
      // 580 were sent or under way, and then they take turns; batches that a worker has already loaded go first.
      assert.ok(largeAtEnd < (LARGE * 2) / 3, `${largeAtEnd} were sent`)
      // The large one goes on meanwhile, and ends.
      await until(async () => (await stage.get(large)).state === 'done', t.signal)
      assert.equal((await stage.get(large)).progress.sent, LARGE)
      assert.equal((await stage.get(small)).progress.sent, SMALL)
    },
  )
}

describe('fairness between notifications', async () => {
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
