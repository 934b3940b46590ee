// What waits for a digest: kept once, sent once a day, and never left behind, on both databases.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { forgetContent } from '../../packages/server/src/chores/forget-content.ts'
import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import type { StatementDatabase } from '../../packages/server/src/database/statement.ts'
import type { DueDelivery, SendableNotification } from '../../packages/server/src/deliveries/delivery-store.ts'
import { createDigestGate } from '../../packages/server/src/digests/sending/digest-gate.ts'
import { createDigestIntake, MOST_WAITING } from '../../packages/server/src/digests/sending/digest-intake.ts'
import { sendDigests } from '../../packages/server/src/digests/sending/send-digests.ts'
import { createNotifications } from '../../packages/server/src/notifications/notifications.ts'
import { changePreferences } from '../../packages/server/src/preferences/preferences.ts'
import type { PreferencesChange } from '../../packages/server/src/preferences/schema.ts'
import type { NewJob } from '../../packages/server/src/queue/queue.ts'
import { inheritDeliveryPreferences } from '../../packages/server/src/subscribers/inherit-delivery-preferences.ts'
import { establishSubscriber } from '../../packages/server/src/subscribers/subscriber-store.ts'
import { onEachDatabase } from '../support/databases/each-database.ts'
import { withSite } from './stores/site-fixture.ts'

const NOON = Date.parse('2026-06-10T12:00:00Z')
const EVENING = Date.parse('2026-06-10T18:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR
const WEEK_S = 7 * 86_400
const { signal } = new AbortController()

await onEachDatabase('digests', (on, open) => {
  describe(on, { timeout: 240_000 }, () => {
    async function stage(people: number) {
      const harness = await withSite(open)
      const { database } = harness
      const clock = { now: NOON }
      const jobs: NewJob[] = []
      const fault: { next?: Error | undefined } = {}
      const enqueue = (_: unknown, added: readonly NewJob[]) => {
        if (fault.next !== undefined) return Promise.reject(fault.next)
        jobs.push(...added)
        return Promise.resolve()
      }
      const wake = () => undefined
      const now = () => clock.now
      const notifications = createNotifications({ database, enqueue, wake, cancelled: wake, now })
      const both = database as OpenedDatabase & StatementDatabase<unknown>
      const intake = createDigestIntake(both)
      const ids: number[] = []
      for (let n = 0; n < people; n += 1) {
        ids.push((await establishSubscriber(database.kysely, 'default', `person-${n}`, NOON)).id)
      }
      return {
        ...harness,
        clock,
        jobs,
        fault,
        ids,
        notifications,
        async send(title: string, more: object = {}): Promise<SendableNotification> {
          const input = { to: { topic: 'blog' }, title, ttl: WEEK_S, ...more }
          const { notification } = await notifications.create('default', input, {})
          return findSendable(database, notification.id)
        },
        put: (notification: SendableNotification, of = ids) =>
          intake.put({ notification, due: of.map(dueOf), now: clock.now }),
        look: (notification: SendableNotification) =>
          intake.look({ notification, due: ids.map(dueOf), now: clock.now }),
        wish: (subscriber: number, change: PreferencesChange) =>
          changePreferences(database, { siteId: 'default', subscriber, granted: [] }, change, clock.now),
        run: () => sendDigests(database, { enqueue, wake, now }).run(signal),
        /** The digests that were made, in order. */
        async digests(): Promise<SendableNotification[]> {
          const rows = await database.kysely
            .selectFrom('belfry_notifications')
            .select('id')
            .where('audience', 'like', '{"digest"%')
            .orderBy('number')
            .execute()
          return Promise.all(rows.map(({ id }) => findSendable(database, id)))
        },
        /** What each person is shown of a digest. */
        async shown(notification: SendableNotification, of = ids): Promise<(string | undefined)[]> {
          const answer = await createDigestGate(both).decide({ notification, due: of.map(dueOf), now: clock.now })
          return of.map((_, index) => {
            const decision = answer?.[index]
            if (decision?.kind !== 'send') return decision?.kind
            const { title, body } = JSON.parse(Buffer.from(decision.payload).toString()).notification
            return [title, body].filter(Boolean).join(': ')
          })
        },
        items: () => database.kysely.selectFrom('belfry_digest_items').selectAll().execute(),
      }
    }

    test('collect what comes on a day, and send it once, at the hour of each person', async () => {
      await using s = await stage(3)
      const [tokyo = 0, late = 0, usual = 0] = s.ids
      await s.wish(tokyo, { digest: { at: '07:00' }, timeZone: 'Asia/Tokyo' })
      await s.wish(late, { digest: { at: '20:30' } })
      await s.wish(usual, { digest: { at: null } })
      const first = await s.send('First')
      const places = [Date.parse('2026-06-10T22:00:00Z'), Date.parse('2026-06-10T20:30:00Z'), EVENING]
      assert.deepEqual(await s.look(first), places)
      assert.equal((await s.items()).length, 0, 'a preview keeps nothing')
      assert.deepEqual(await s.put(first), places)
      assert.deepEqual(await s.put(first), places, 'a second time it is the same')
      assert.equal((await s.items()).length, 3)
      assert.equal(await s.run(), undefined, 'nobody’s hour has come')
      s.clock.now += HOUR
      await s.put(await s.send('Second'))
      s.clock.now = EVENING + 5000
      assert.deepEqual(await s.run(), { people: 1 })
      const [evening] = await s.digests()
      assert.ok(evening)
      assert.deepEqual(await s.shown(evening, [usual]), ['2 new messages: Second, First'])
      assert.deepEqual(await s.shown(evening, [late]), ['skip'], 'nobody else is in it')
      s.clock.now = EVENING + 5 * HOUR
      assert.deepEqual(await s.run(), { people: 2 })
      assert.equal(await s.run(), undefined)
      assert.deepEqual((await s.digests()).length, 2)
      assert.ok((await s.items()).every(({ digest }) => digest))
      assert.deepEqual(
        s.jobs.slice(-2).map(({ kind, lane }) => [kind, lane]),
        [
          ['plan', 'bulk'],
          ['plan', 'bulk'],
        ],
      )
    })

    test('begin a trace, which their delivery continues', async (t) => {
      await using s = await stage(1)
      await s.wish(s.ids[0]!, { digest: { at: null } })
      await s.put(await s.send('First'))
      s.clock.now = EVENING + 1000
      const exporter = new InMemorySpanExporter()
      trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }))
      t.after(() => trace.disable())
      await s.run()
      const [digest] = await s.digests()
      const [enqueue, ...others] = exporter.getFinishedSpans()
      assert.deepEqual(others, [])
      assert.ok(enqueue)
      assert.equal(enqueue.name, 'enqueue notification')
      assert.equal(enqueue.attributes['belfry.notification'], digest?.id)
      assert.equal(enqueue.parentSpanContext, undefined)
      const { traceId, spanId } = enqueue.spanContext()
      assert.equal(digest?.trace, `00-${traceId}-${spanId}-01`)
    })

    test('come once a day at most: what is kept a moment too late comes the day after', async () => {
      await using s = await stage(1)
      await s.wish(s.ids[0]!, { digest: { at: null } })
      await s.put(await s.send('In time'))
      const tooLate = await s.send('Too late')
      await s.look(tooLate)
      s.clock.now = EVENING + 1000
      await s.run()
      await s.put(tooLate)
      // A worker had looked before the digest was made, and wrote after it.
      await s.database.kysely.updateTable('belfry_digest_items').set({ due_at: EVENING }).execute()
      s.clock.now = EVENING + 2000
      assert.equal(await s.run(), undefined)
      assert.equal((await s.digests()).length, 1)
      s.clock.now = EVENING + DAY
      assert.deepEqual(await s.run(), { people: 1 })
      const [, next] = await s.digests()
      assert.deepEqual(await s.shown(next!), ['Too late'], 'a single message comes as itself')
      // Another hour does not bring a second one on the same day.
      s.clock.now += HOUR
      await s.put(await s.send('Another'))
      await s.wish(s.ids[0]!, { digest: { at: '23:00' } })
      s.clock.now = EVENING + DAY + 5 * HOUR
      assert.equal(await s.run(), undefined)
    })

    test('come at once to whoever leaves them, and move with the hour and the zone', async () => {
      await using s = await stage(2)
      const [leaves = 0, moves = 0] = s.ids
      for (const id of s.ids) await s.wish(id, { digest: { at: null } })
      await s.put(await s.send('Waits'))
      await s.wish(moves, { digest: { at: '13:00' }, timeZone: 'Europe/Berlin' })
      const due = new Map((await s.items()).map((item) => [item.subscriber_id, item.due_at]))
      assert.equal(due.get(moves), Date.parse('2026-06-11T11:00:00Z'))
      await s.wish(leaves, { digest: null })
      assert.deepEqual(await s.run(), { people: 1 })
      const [digest] = await s.digests()
      assert.deepEqual(await s.shown(digest!), ['Waits', 'skip'])
    })

    test('leave out what was withdrawn, has expired or is private, and wait for what is paused', async () => {
      await using s = await stage(1)
      await s.wish(s.ids[0]!, { digest: { at: null } })
      const [cancelled, paused] = [await s.send('Cancelled'), await s.send('Paused')]
      const expires = await s.send('Expires', { ttl: 6 * 3600 + 5 })
      for (const one of [
        cancelled,
        paused,
        expires,
        await s.send('Told'),
        await s.send('Secret', { privacy: 'generic' }),
      ])
        await s.put(one)
      // Its own deliveries have ended: they were all put into digests.
      await s.database.kysely
        .updateTable('belfry_notifications')
        .set({ state: 'done', finished_at: NOON })
        .where('number', '=', cancelled.number)
        .execute()
      await s.notifications.setState('default', cancelled.id, 'cancelled')
      await s.notifications.setState('default', paused.id, 'paused')
      s.clock.now = EVENING
      await s.run()
      const [digest] = await s.digests()
      assert.deepEqual(await s.shown(digest!), ['3 new messages: Told, Expires'])
      s.clock.now = EVENING + 6000
      assert.deepEqual(await s.shown(digest!), ['2 new messages: Told'], 'it has expired before it was sent')
      const withdrawn = (await s.items()).filter((item) => item.digest === '')
      assert.deepEqual(
        withdrawn.map(({ notification }) => notification),
        [cancelled.number],
      )
      await s.notifications.setState('default', paused.id, 'sending')
      s.clock.now = EVENING + DAY
      await s.run()
      assert.deepEqual(await s.shown((await s.digests())[1]!), ['Paused'])
    })

    test('survive a crash: nothing is lost, and nothing comes twice', async () => {
      await using s = await stage(2)
      for (const id of s.ids) await s.wish(id, { digest: { at: null } })
      await s.put(await s.send('Kept'))
      s.clock.now = EVENING
      s.fault.next = new Error('killed')
      await assert.rejects(s.run(), /killed/)
      assert.deepEqual(await s.digests(), [])
      s.fault.next = undefined
      // Two processes that both believe it is theirs.
      const sent = await Promise.all([s.run(), s.run()])
      assert.deepEqual(sent.filter(Boolean), [{ people: 2 }])
      assert.equal((await s.digests()).length, 1)
    })

    test('hold a stated number of messages, say when they are full, and keep what expires before out', async () => {
      await using s = await stage(1)
      await s.wish(s.ids[0]!, { digest: { at: null } })
      const short = await s.send('Short', { ttl: 60 })
      assert.deepEqual(await s.put(short), [EVENING])
      assert.equal((await s.items()).length, 0, 'its outcome says that it has expired')
      let last: SendableNotification | undefined
      for (let n = 0; n < MOST_WAITING; n += 1) await s.put((last = await s.send(`Number ${n}`)))
      assert.deepEqual(await s.put(await s.send('One more')), ['full'])
      assert.deepEqual(await s.put(last!), [EVENING], 'it is in already')
      s.clock.now = EVENING
      await s.run()
      assert.match((await s.shown((await s.digests())[0]!))[0] ?? '', /^100 new messages: Number 99, Number 98/)
    })

    test('keep their messages from being erased by age, and go with the visitor who signs in', async () => {
      await using s = await stage(2)
      const [visitor = 0, person = 0] = s.ids
      await s.wish(visitor, { digest: { at: null } })
      const one = await s.send('Kept')
      await s.put(one, [visitor])
      await s.database.kysely.updateTable('belfry_notifications').set({ finished_at: NOON }).execute()
      const both = s.database as OpenedDatabase & StatementDatabase<unknown>
      await forgetContent(both, { days: 0, now: () => s.clock.now }).run(signal)
      await inheritDeliveryPreferences(s.database.kysely, visitor, person)
      s.clock.now = EVENING
      await s.run()
      assert.deepEqual(await s.shown((await s.digests())[0]!), ['skip', 'Kept'])
      s.clock.now = EVENING + 200 * DAY
      await s.run()
      assert.deepEqual(await s.items(), [], 'what is long over is dropped')
    })

    test('are right again after a clock was wrong', async () => {
      await using s = await stage(1)
      await s.wish(s.ids[0]!, { digest: { at: null } })
      s.clock.now = NOON + 400 * DAY
      await s.put(await s.send('From the future'))
      s.clock.now = NOON
      assert.deepEqual(await s.run(), { people: 1 })
    })
  })
})

function dueOf(subscriber: number): DueDelivery {
  return { subscriber } as DueDelivery
}

async function findSendable(database: OpenedDatabase, id: string): Promise<SendableNotification> {
  const row = await database.kysely
    .selectFrom('belfry_notifications')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const to = JSON.parse(row.audience) as { digest?: string; topic?: string }
  const audience =
    to.digest === undefined
      ? { kind: 'topic' as const, value: to.topic ?? '' }
      : { kind: 'digest' as const, value: to.digest }
  return {
    trace: row.trace ?? null,
    number: row.number,
    id,
    siteId: row.site_id,
    lane: row.lane,
    state: row.state,
    audience,
    payload: row.payload,
    collapseKey: row.collapse_key,
    urgency: row.urgency,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}
