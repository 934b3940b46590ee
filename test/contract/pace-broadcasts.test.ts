// Caps in a whole Belfry, on both databases: several broadcasts at once, and a change of the caps while it runs.

import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { startPushService, type OwnSubscription, type PushService } from '@belfry/push-service'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { until } from '#test/time/until'
import { SITE_URL } from '#test/belfry/temporary-belfry'

const PEOPLE = 300
const AT_ONCE = 4
const LOOK_MS = 50

interface Shown {
  state: string
  progress: { outcomes: Record<string, number> }
}

await onEachBelfry('caps', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    let service: PushService
    let place: Place
    let people: OwnSubscription[]
    before(async () => {
      service = await startPushService()
      const push = { allow: [...service.allow], ca: service.ca, resolve: service.resolve }
      place = await open({ work: true, concurrency: 2, push, topics: { blog: { name: 'Blog' } } })
      const { vapidKey } = (await place.ask('GET', '/b/default/config')).body as { vapidKey: { publicKey: string } }
      people = await service.subscribeMany(PEOPLE, { keyPairs: 1, applicationServerKey: vapidKey.publicKey })
      for (const { endpoint, keys } of people) {
        const body = { endpoint, keys, topics: ['blog'] }
        const { status } = await place.ask('PUT', '/b/default/subscription', body, { origin: SITE_URL })
        assert.equal(status, 201)
      }
    })
    after(async () => {
      await place[Symbol.asyncDispose]()
      await service.close()
    })

    async function send(more: object = {}): Promise<string> {
      const { status, body } = await place.ask('POST', '/v1/notifications', {
        to: { all: true },
        title: 'Hello',
        ttl: 3600,
        ...more,
      })
      assert.equal(status, 202, JSON.stringify(body))
      return (body as { id: string }).id
    }

    async function outcomesOf(id: string, signal: AbortSignal): Promise<Record<string, number>> {
      for (;;) {
        const { state, progress } = (await place.ask('GET', `/v1/notifications/${id}`)).body as Shown
        if (state === 'done') return progress.outcomes
        await delay(LOOK_MS, undefined, { signal })
      }
    }

    const received = () => people.map(({ id }) => service.messages(id).length)

    test('count nothing before they are switched on', async (t) => {
      assert.deepEqual(await outcomesOf(await send(), t.signal), { accepted: PEOPLE })
    })

    test('let one of several broadcasts at once through, for every person', async (t) => {
      const { status } = await place.ask('PATCH', '/v1/sites/default', { pace: {} })
      assert.equal(status, 200, 'its own engines have been told when this answers')
      const ids = await Promise.all(Array.from({ length: AT_ONCE }, () => send()))
      const outcomes = await Promise.all(ids.map((id) => outcomesOf(id, t.signal)))
      const sum = (outcome: string) => outcomes.reduce((all, own) => all + (own[outcome] ?? 0), 0)
      assert.deepEqual([sum('accepted'), sum('skipped')], [PEOPLE, (AT_ONCE - 1) * PEOPLE])
      assert.deepEqual(new Set(received()), new Set([2]))
    })

    test('hold what lives long enough, in the engine as in the preview', async (t) => {
      const ttl = 3 * 86_400
      const body = { to: { topic: 'blog' }, title: 'Hello', ttl }
      const preview = (await place.ask('POST', '/v1/notifications/preview', body)).body as {
        sent: number
        held: { reason: string; count: number }[]
      }
      assert.deepEqual([preview.sent, preview.held[0]?.reason, preview.held[0]?.count], [0, 'cap-day', PEOPLE])
      const id = await send(body)
      let shown: Shown
      do {
        await delay(LOOK_MS, undefined, { signal: t.signal })
        shown = (await place.ask('GET', `/v1/notifications/${id}`)).body as Shown
      } while ((shown.progress.outcomes['held'] ?? 0) < PEOPLE)
      assert.equal(shown.state, 'sending')
      assert.deepEqual(new Set(received()), new Set([2]))
    })

    test('put what is above them into the digest, which comes to whoever leaves it, and once', async (t) => {
      const excess = { pace: { excess: 'digest' } }
      assert.equal((await place.ask('PATCH', '/v1/sites/default', excess)).status, 200)
      const body = { to: { topic: 'blog' }, title: 'Above the cap', ttl: 3 * 86_400 }
      const { held } = (await place.ask('POST', '/v1/notifications/preview', body)).body as { held: object[] }
      assert.deepEqual(
        held.map((one) => ({ ...one, from: '', until: '' })),
        [{ reason: 'digest', count: PEOPLE, from: '', until: '' }],
      )
      const ids = [await send(body), await send({ ...body, title: 'Above it as well' })]
      for (const id of ids) assert.deepEqual(await outcomesOf(id, t.signal), { skipped: PEOPLE })
      const [first] = people
      assert.ok(first)
      const before = service.messages(first.id).length
      const { handle } = (
        await place.ask(
          'PUT',
          '/b/default/subscription',
          { endpoint: first.endpoint, keys: first.keys },
          { origin: SITE_URL },
        )
      ).body as { handle: string }
      const proof = { origin: SITE_URL, 'belfry-handle': `${handle} ${first.endpoint}` }
      const set = (change: object) => place.ask('PUT', '/b/default/preferences', change, proof)
      const daily = await set({ digest: { at: '03:00' } })
      assert.deepEqual([daily.status, daily.body.next.code], [200, 'digest'], JSON.stringify(daily.body))
      assert.equal((await set({ digest: null })).status, 200)
      await until(() => service.messages(first.id).length > before, t.signal)
      const shown = service.messages(first.id).at(-1) as unknown
      assert.match(JSON.stringify(shown), /2 new messages/)
      assert.match(JSON.stringify(shown), /Above it as well, Above the cap/)
      const own = Buffer.from(handle, 'base64url').subarray(0, 16).toString('base64url')
      const covered = await place.ask('GET', `/v1/deliveries?notification=${ids[0]}&subscription=${own}`)
      const [{ digest: came }] = covered.body.deliveries as [{ digest: string }]
      const digest = (await place.ask('GET', `/v1/notifications/${came}`)).body
      assert.deepEqual(
        [digest.to, digest.progress.audience],
        [{ digest: came }, 1],
        'the others wait for their evening',
      )
    })
  })
})
