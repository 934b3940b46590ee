// Pausing, resuming and cancelling a broadcast under way, through the API, on both databases.

import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { startPushService } from '@belfry/push-service'
import { broadcastStage } from '../support/broadcast-stage.ts'
import { startPostgres, whyNoPostgres } from '../support/postgres.ts'

function testPause(name: string, database: () => Promise<string | undefined>): void {
  test(`on ${name}: each takes effect within a second`, { timeout: 60_000 }, async () => {
    await using service = await startPushService()
    await using stage = await broadcastStage(service, await database())
    await stage.subscribe(3000, 'large')
    service.faults.add({ action: 'slow', delayMs: 60 })
    const seen = { count: 0 }
    service.events.on('accepted', () => (seen.count += 1))
    const id = await stage.send('large')
    const set = (state: string) => stage.api('PATCH', `/v1/notifications/${id}`, { state })
    const until = async (count: number) => {
      while (seen.count < count) await delay(10)
    }
    await until(300)
    await set('paused')
    await delay(1000)
    const paused = seen.count
    await delay(1000)
    assert.equal(seen.count, paused, 'nothing was sent a second after the pause')
    await set('sending')
    await until(paused + 1)
    await until(paused + 300)
    await set('cancelled')
    await delay(1000)
    const cancelled = seen.count
    await delay(1000)
    assert.equal(seen.count, cancelled)
    assert.ok(cancelled < 3000)
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
