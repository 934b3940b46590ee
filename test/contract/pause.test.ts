// Pausing, resuming and cancelling a broadcast under way, through the API, on both databases.

import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { startPushService } from '@belfry/push-service'
import { broadcastStage } from '../support/belfry/broadcast-stage.ts'
import { holdPushService, type HeldPushService } from '../support/push-services/hold-push-service.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { until } from '../support/time/until.ts'

const PEOPLE = 3000

function testPause(name: string, database: () => Promise<string | undefined>): void {
  test(`on ${name}: each takes effect within a second`, { timeout: 90_000 }, async (t) => {
    await using service = await startPushService()
    await using stage = await broadcastStage(service, await database())
    await stage.subscribe(PEOPLE, 'large')
    let sent = 0
    service.events.on('accepted', () => (sent += 1))
    const first = holdPushService(service, { after: 300 })
    const id = await stage.send('large')
    const set = (state: string) => stage.api('PATCH', `/v1/notifications/${id}`, { state })

    /** Sets the state while some wait for their answers, and releases them a second later: nothing may follow them. */
    const stopping = async (held: HeldPushService, state: string) => {
      await held.holding
      const before = sent
      await set(state)
      await delay(1000)
      const begun = before + held.held
      held.release()
      await until(() => sent >= begun, t.signal)
      await delay(1000)
      assert.equal(sent, begun, 'something was begun a second after it was set')
    }
    await stopping(first, 'paused')
    const second = holdPushService(service, { after: 300 })
    await set('sending')
    await stopping(second, 'cancelled')
    assert.ok(sent < PEOPLE)
    assert.equal((await stage.get(id)).state, 'cancelled')
  })
}

describe('a broadcast under way', async () => {
  testPause('SQLite', () => Promise.resolve(undefined))
  const skip = await whyNoPostgres()
  if (skip === false) {
    const postgres = await startPostgres()
    after(() => postgres[Symbol.asyncDispose]())
    testPause('PostgreSQL', async () => (await postgres.createDatabase()).url)
  } else {
    test('on PostgreSQL', { skip }, () => undefined)
  }
})
