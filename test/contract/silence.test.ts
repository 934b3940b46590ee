// Who never reacts gets fewer, in a whole Belfry on both databases, until they react once.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startPushService, type OwnSubscription, type PushService } from '@belfry/push-service'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { SITE_URL } from '#test/belfry/temporary-belfry'
import { until } from '#test/time/until'
import type { StatementDatabase } from '../../packages/server/src/database/statement.ts'
import { noteReactions, readSilent, type ToldReaction } from '../../packages/server/src/pace/reaction-store.ts'

const DAY = 86_400_000
const RULE = { afterDays: 30, shownDays: 5, perWeek: 1 }
const PAGE = { origin: SITE_URL, 'sec-fetch-site': 'same-origin' }
const WEEKS = 3 * 7 * 86_400

interface Shown {
  state: string
  progress: { outcomes: Record<string, number> }
}

await onEachBelfry('people who never react', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    let service: PushService
    let place: Place
    const people = new Map<string, OwnSubscription & { handle: string }>()
    let database: StatementDatabase<unknown>

    before(async () => {
      service = await startPushService()
      const push = { allow: [...service.allow], ca: service.ca, resolve: service.resolve }
      place = await open({ work: true, push, topics: { blog: { name: 'Blog' } } })
      database = place.database as StatementDatabase<unknown>
      const { vapidKey } = (await place.ask('GET', '/b/default/config')).body as { vapidKey: { publicKey: string } }
      const made = await service.subscribeMany(4, { keyPairs: 1, applicationServerKey: vapidKey.publicKey })
      for (const [index, name] of ['ada', 'bob', 'eve', 'kim'].entries()) {
        const browser = made[index]
        assert.ok(browser)
        const identity = place.belfry.identify({ subscriber: name })
        const body = { endpoint: browser.endpoint, keys: browser.keys, topics: ['blog'], identity }
        const { handle } = (await place.ask('PUT', '/b/default/subscription', body, PAGE)).body as { handle: string }
        people.set(name, { ...browser, handle })
      }
    })
    after(async () => {
      await place[Symbol.asyncDispose]()
      await service.close()
    })

    async function rowOf(name: string) {
      const row = await place.database.kysely
        .selectFrom('belfry_subscriptions as s')
        .innerJoin('belfry_subscribers as b', 'b.id', 's.subscriber_id')
        .select(['s.id', 's.subscriber_id'])
        .where('b.external_id', '=', name)
        .executeTakeFirstOrThrow()
      return { subscription: row.id, subscriber: row.subscriber_id }
    }

    const note = (told: readonly ToldReaction[]) =>
      database.atomically((tx) => noteReactions(tx, database.statements, told))

    /** Something was displayed on each of some days, the first so long ago. */
    async function shown(name: string, { days, ago }: { days: number; ago: number }) {
      const { subscriber } = await rowOf(name)
      const at = (day: number) => Date.now() - (ago - day) * DAY
      await note(Array.from({ length: days }, (_, day) => ({ subscriber, kind: 'display', at: at(day) })))
    }

    async function silentOnes(unheard: string[] = []) {
      const names = ['ada', 'bob', 'eve', 'kim']
      const rows = await Promise.all(names.map(async (name) => [(await rowOf(name)).subscriber, name] as const))
      const subscribers = rows.map(([subscriber]) => subscriber).toSorted((a, b) => a - b)
      const silent = await readSilent(database, { rule: RULE, unheard }, subscribers, Date.now())
      return rows.flatMap(([subscriber, name]) => (silent.has(subscriber) ? name : []))
    }

    const received = (name: string) => service.messages(people.get(name)?.id ?? '').length

    async function send(more: object = {}): Promise<string> {
      const body = { to: { topic: 'blog' }, title: 'Hello', ttl: WEEKS, ...more }
      const answer = await place.ask('POST', '/v1/notifications', body)
      assert.equal(answer.status, 202, JSON.stringify(answer.body))
      return (answer.body as { id: string }).id
    }

    const outcomes = async (id: string) =>
      ((await place.ask('GET', `/v1/notifications/${id}`)).body as Shown).progress.outcomes

    async function preview(more: object = {}) {
      const body = { to: { topic: 'blog' }, title: 'Hello', ttl: WEEKS, ...more }
      const { sent, held, skipped } = (await place.ask('POST', '/v1/notifications/preview', body)).body
      const count = ({ reason, count }: { reason: string; count: number }) => [reason, count]
      return { sent, held: held.map(count), skipped: skipped.map(count) }
    }

    test('are those whose browsers displayed enough for long enough; nobody of whom nothing is known', async () => {
      assert.deepEqual(await silentOnes(), [])
      await shown('ada', { days: 5, ago: 30 })
      await shown('bob', { days: 4, ago: 60 })
      await shown('eve', { days: 20, ago: 29 })
      assert.deepEqual(await silentOnes(), ['ada'])
      await shown('ada', { days: 5, ago: 30 }) // told again
      await shown('bob', { days: 4, ago: 60 })
      assert.deepEqual(await silentOnes(), ['ada'])
    })

    test('are none with a browser that tells of no displays, whatever their others say', async () => {
      assert.deepEqual(await silentOnes(['apple']), ['ada'])
      const { subscription } = await rowOf('ada')
      const asApple = (name: string) =>
        place.database.kysely
          .updateTable('belfry_subscriptions')
          .set({ push_service: name })
          .where('id', '=', subscription)
          .execute()
      const [{ push_service: before } = { push_service: '' }] = await place.database.kysely
        .selectFrom('belfry_subscriptions')
        .select('push_service')
        .where('id', '=', subscription)
        .execute()
      await asApple('apple')
      assert.deepEqual(await silentOnes(['apple']), [])
      await asApple(before)
    })

    test('get as much as everybody where there is no rule', async (t) => {
      const ids = [await send(), await send()]
      await until(async () => (await outcomes(ids[1] ?? ''))['accepted'] === 4, t.signal)
      assert.equal(received('ada'), 2)
      assert.deepEqual(await preview(), { sent: 4, held: [], skipped: [] })
    })

    test('get as many a week as the rule says once it is switched on, and the preview says so', async (t) => {
      const refused = await place.ask('PATCH', '/v1/sites/default', { silence: { perWeek: 0 } })
      assert.deepEqual([refused.status, refused.body.code], [400, 'field-invalid'])
      const { status, body } = await place.ask('PATCH', '/v1/sites/default', { silence: RULE })
      assert.deepEqual([status, body.silence], [200, RULE])
      assert.deepEqual(await preview(), { sent: 4, held: [], skipped: [] })
      const first = await send()
      await until(async () => (await outcomes(first))['accepted'] === 4, t.signal)
      assert.deepEqual(await preview(), { sent: 3, held: [['no-reaction', 1]], skipped: [] })
      assert.deepEqual(await preview({ ttl: 3600 }), { sent: 3, held: [], skipped: [['no-reaction', 1]] })
      assert.deepEqual(await preview({ to: { subscriber: 'ada' } }), { sent: 1, held: [], skipped: [] })
      const second = await send()
      await until(async () => (await outcomes(second))['held'] === 1, t.signal)
      assert.deepEqual([received('ada'), received('bob')], [3, 4])
    })

    test('are told of in the diagnosis and the list of reasons', async () => {
      const { body } = await place.ask('GET', `/v1/subscriptions?subscriber=ada`)
      const [{ id }] = body.subscriptions as [{ id: string }]
      const { findings } = (await place.ask('GET', `/v1/subscriptions/${id}/diagnosis`)).body as {
        findings: { check: string; level: string; text: string }[]
      }
      const of = (check: string) => findings.find((finding) => finding.check === check)
      assert.match(of('deliveries')?.text ?? '', /waits: fewer, because its owner has not reacted for long$/)
      const wishes = (await place.ask('GET', '/v1/subscribers/ada/preferences')).body
      assert.equal(wishes.silent.perWeek, 1)
      assert.ok(Date.now() - Date.parse(wishes.silent.since) >= RULE.afterDays * DAY)
      const { path } = (await place.ask('POST', '/v1/subscribers/ada/preferences-link', {})).body as { path: string }
      const pageOf = async () => (await place.ask('GET', path, undefined, { 'accept-language': 'de' })).body as string
      assert.match(await pageOf(), /Zurzeit kommen weniger, weil du lange keine geöffnet hast/)
      const own = (await place.ask('GET', '/v1/deliveries?outcome=held')).body.deliveries as { reason: string }[]
      assert.deepEqual(
        own.map(({ reason }) => reason),
        ['no-reaction'],
      )
    })

    test('get everything again after one click, also what is held for them', async (t) => {
      const id = (await place.ask('GET', '/v1/notifications')).body.notifications.at(-1).id as string
      const handle = people.get('ada')?.handle
      const interactions = [{ notification: id, kind: 'clicked', at: Date.now() }]
      const { status } = await place.ask('POST', '/b/default/interactions', { handle, interactions }, PAGE)
      assert.equal(status, 202)
      await until(() => received('ada') === 4, t.signal)
      assert.deepEqual(await silentOnes(), [])
      assert.deepEqual(await preview(), { sent: 4, held: [], skipped: [] })
    })

    test('have reacted as well when they have looked into their inbox', async () => {
      await shown('kim', { days: 20, ago: 60 })
      assert.deepEqual(await silentOnes(), ['kim'])
      const identity = place.belfry.identify({ subscriber: 'kim' })
      const { body } = await place.ask('GET', '/b/default/inbox', undefined, { ...PAGE, 'belfry-identity': identity })
      const marks = { read: [body.items[0].id] }
      const marked = await place.ask('POST', '/b/default/inbox/marks', marks, { ...PAGE, 'belfry-identity': identity })
      assert.equal(marked.status, 200, JSON.stringify(marked.body))
      assert.deepEqual(await silentOnes(), [])
    })

    test('are forgotten with everything else', async () => {
      await shown('bob', { days: 20, ago: 40 })
      assert.deepEqual(await silentOnes(), ['bob'])
      const { subscriber } = await rowOf('bob')
      assert.equal((await place.ask('DELETE', '/v1/subscribers/bob')).status, 200)
      const silent = await readSilent(database, { rule: RULE, unheard: [] }, [subscriber], Date.now())
      assert.equal(silent.size, 0)
    })
  })
})
