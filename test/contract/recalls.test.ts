// Whoever ends a pause or quiet hours early gets at once what they held, and gets it once, on both databases.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startPushService, type OwnSubscription, type PushService } from '@belfry/push-service'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { SITE_URL } from '#test/belfry/temporary-belfry'
import { until } from '#test/time/until'

const WEEK_S = 7 * 86_400

await onEachBelfry('what is held', (on, open) => {
  describe(on, { timeout: 240_000 }, () => {
    let service: PushService
    let place: Place
    let people: OwnSubscription[]
    const proofs: Record<string, string>[] = []
    before(async () => {
      service = await startPushService()
      const push = { allow: [...service.allow], ca: service.ca, resolve: service.resolve }
      place = await open({ work: true, push, topics: { blog: { name: 'Blog' } } })
      const { vapidKey } = (await place.ask('GET', '/b/default/config')).body as { vapidKey: { publicKey: string } }
      people = await service.subscribeMany(3, { keyPairs: 1, applicationServerKey: vapidKey.publicKey })
      for (const { endpoint, keys } of people) {
        const body = { endpoint, keys, topics: ['blog'] }
        const joined = await place.ask('PUT', '/b/default/subscription', body, { origin: SITE_URL })
        assert.equal(joined.status, 201)
        proofs.push({ origin: SITE_URL, 'belfry-handle': `${joined.body.handle} ${endpoint}` })
      }
    })
    after(async () => {
      await place[Symbol.asyncDispose]()
      await service.close()
    })

    const wish = async (index: number, change: object) => {
      const { status, body } = await place.ask('PUT', '/b/default/preferences', change, proofs[index])
      assert.equal(status, 200, JSON.stringify(body))
    }
    const send = async (title: string): Promise<string> => {
      const body = { to: { topic: 'blog' }, title, ttl: WEEK_S }
      return (await place.ask('POST', '/v1/notifications', body)).body.id
    }
    const shown = async (id: string) => {
      const { state, progress } = (await place.ask('GET', `/v1/notifications/${id}`)).body
      return { state, ...progress.outcomes } as Record<string, unknown>
    }
    const received = (index: number) => service.messages(people[index]?.id).length

    test('comes when its pause ends early, to nobody else, and once', async (t) => {
      await wish(0, { paused: { minutes: 600 } })
      await wish(1, { paused: { minutes: 600 } })
      await wish(2, { quietHours: { from: '00:00', to: '23:59' }, timeZone: 'UTC' })
      const ids = [await send('First'), await send('Second')]
      for (const id of ids) await until(async () => (await shown(id))['held'] === 3, t.signal)
      await wish(0, { paused: false })
      await until(() => received(0) === 2, t.signal)
      await wish(2, { quietHours: null })
      await until(() => received(2) === 2, t.signal)
      assert.equal(received(1), 0)
      for (const id of ids) {
        await until(async () => (await shown(id))['accepted'] === 2, t.signal)
        assert.deepEqual(await shown(id), { state: 'sending', accepted: 2, held: 1 })
      }
    })

    test('is held again by what else is wanted, and ends when all of it has ended', async (t) => {
      await wish(1, { paused: false, quietHours: { from: '00:00', to: '23:59' }, timeZone: 'UTC' })
      const [id = ''] = (await place.ask('GET', '/v1/notifications')).body.notifications.map(
        (one: { id: string }) => one.id,
      )
      const reasons = async () => {
        const { body } = await place.ask('GET', `/v1/deliveries?notification=${id}&outcome=held`)
        return (body.deliveries as { reason: string }[]).map(({ reason }) => reason)
      }
      await until(async () => (await reasons()).join() === 'quiet-hours', t.signal)
      assert.equal(received(1), 0)
      await wish(1, { quietHours: null })
      await until(() => received(1) === 2, t.signal)
      await until(async () => (await shown(id))['accepted'] === 3, t.signal)
      // Another change finds nothing left to bring back.
      await wish(1, { paused: { minutes: 5 } })
      await wish(1, { paused: false })
      const kept = await place.database.kysely.selectFrom('belfry_recalls').selectAll().execute()
      assert.equal(kept.length, 1)
      await until(async () => {
        const left = await place.database.kysely.selectFrom('belfry_recalls').selectAll().execute()
        return left.length === 0
      }, t.signal)
      assert.deepEqual([received(0), received(1), received(2)], [2, 2, 2])
    })
  })
})
