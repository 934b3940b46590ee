import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SendableNotification } from '../../../packages/server/src/deliveries/delivery-store.ts'
import type { DeliverPayload } from '../../../packages/server/src/deliveries/jobs.ts'
import { ending, outcome, type DeliveryStage } from './delivery-stage.ts'

/** The outcomes of deliveries, and their retries. */
export function testRecording(stage: () => Promise<DeliveryStage>): void {
  test('outcomes count once, retire what is gone, mark those with another key, finish with the last job', async () => {
    await using s = await stage()
    const ids = await s.subscribe(5)
    const { number, id } = await s.send({ topic: 'blog' })
    const { batches } = await s.planned(1)
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = ids
    const records = [
      outcome(number, a, { at: 12_345 }),
      outcome(number, b, { outcome: 'gone', reason: 'gone', status: 410 }),
      outcome(number, c, { outcome: 'key-mismatch', reason: 'key', status: 403 }),
      outcome(number, d, {
        outcome: 'key-mismatch',
        reason: 'key',
        status: 403,
        vapidKeyId: 'old',
      }),
      outcome(number, e, { outcome: 'skipped', reason: 'x', status: null }),
    ]
    assert.deepEqual(await s.store.record(records, []), { retired: new Map([['default', 1]]), finished: [] })
    const again = await s.store.record(records, [ending(batches[0]!, { kind: 'done' })])
    const outcomes = { accepted: 1, gone: 1, 'key-mismatch': 2, skipped: 1 }
    assert.deepEqual(again, {
      retired: new Map(),
      finished: [{ id, siteId: 'default', state: 'done', audience: 5, outcomes }],
    })
    const rows = await s.database.kysely
      .selectFrom('belfry_subscriptions')
      .select(['id', 'status', 'reason'])
      .orderBy('id')
      .execute()
    assert.deepEqual(
      rows.map(({ status, reason }) => [status, reason]),
      [
        ['active', null],
        ['retired', 'gone'],
        ['key-mismatch', null],
        ['active', null],
        ['active', null],
      ],
    )
    const shown = await s.notifications.get('default', id)
    assert.deepEqual([shown?.state, shown?.progress.outcomes], ['done', outcomes])
  })

  test('a temporary failure is tried again once, and its second outcome replaces the first', async () => {
    await using s = await stage()
    const ids = await s.subscribe(3)
    const { number } = await s.send({ topic: 'blog' })
    const { batches } = await s.planned(1)
    const later = ids.map((one) =>
      outcome(number, one, {
        outcome: 'throttled',
        reason: 'x',
        status: 429,
        retryAt: Date.now() + 50,
      }),
    )
    // A worker that lost the batch and has it again may have sent to each of them twice.
    const twice = [...later, ...later]
    assert.deepEqual(await s.store.record(twice, [ending(batches[0]!, { kind: 'done' })]), {
      retired: new Map(),
      finished: [],
    })
    await s.store.record(later, [])
    const retry = await s.take()
    const notification = (await s.store.notification(number)) as SendableNotification
    const due = await s.store.due(notification, retry.payload as DeliverPayload, undefined, 10)
    assert.deepEqual(
      due.map(({ subscription, attempts, previous }) => [subscription, attempts, previous]),
      ids.map((one) => [one, 1, 'throttled']),
    )
    const previous = { outcome: 'throttled', attempts: 1 } as const
    const last = ids.map((one) => outcome(number, one, { attempts: 2, previous }))
    const { finished } = await s.store.record([...last, ...last], [ending(retry, { kind: 'done' })])
    assert.deepEqual(finished[0]?.outcomes, { accepted: 3 })
    assert.deepEqual(await s.store.due(notification, retry.payload as DeliverPayload, undefined, 10), [])
  })

  test('what is held comes back, once each time, and counts as not tried', async () => {
    await using s = await stage()
    const ids = await s.subscribe(2)
    const { number, id } = await s.send({ topic: 'blog' })
    const { batches } = await s.planned(1)
    const holding = { outcome: 'held', reason: 'quiet-hours', status: null } as const
    const held = ids.map((one) => outcome(number, one, { ...holding, attempts: 0, retryAt: Date.now() + 50 }))
    await s.store.record([...held, ...held], [ending(batches[0]!, { kind: 'done' })])
    await s.store.record(held, [])
    const shown = await s.notifications.get('default', id)
    assert.deepEqual(shown?.progress, { audience: 2, sent: 0, outcomes: { held: 2 }, remaining: 2, ratePerSecond: 0 })
    const back = await s.take()
    const notification = (await s.store.notification(number)) as SendableNotification
    const due = () => s.store.due(notification, back.payload as DeliverPayload, undefined, 10)
    assert.deepEqual(
      (await due()).map(({ subscription, attempts, previous }) => [subscription, attempts, previous]),
      ids.map((one) => [one, 0, 'held']),
    )
    // Held again, which a repetition of the job has to find done.
    const previous = { outcome: 'held', attempts: 0 } as const
    const again = ids.map((one) =>
      outcome(number, one, { ...holding, reason: 'paused', attempts: 1, previous, retryAt: Date.now() + 50 }),
    )
    await s.store.record([...again, ...again], [ending(back, { kind: 'done' })])
    assert.deepEqual(await due(), [])
    const last = await s.take()
    const sent = ids.map((one) => outcome(number, one, { attempts: 2, previous: { outcome: 'held', attempts: 1 } }))
    const { finished } = await s.store.record(sent, [ending(last, { kind: 'done' })])
    assert.deepEqual(finished[0]?.outcomes, { accepted: 2 })
  })

  test('a retry checks the audience again: it does not reach the next person on a shared device', async () => {
    await using s = await stage()
    const [stays = 0] = await s.subscribe(1, 'ada')
    const [moves = 0] = await s.subscribe(1)
    const [ofBen = 0] = await s.subscribe(1, 'ben')
    const audiences = [{ subscriber: 'ada' }, { subscribers: ['ada'] }, { topic: 'blog' }, { all: true }]
    const sent = []
    for (const to of audiences) sent.push(await s.send(to))
    const later = {
      outcome: 'unreachable',
      reason: 'connect',
      retryAt: Date.now() + 60_000,
    } as const
    const subscriptions = [stays, moves, ofBen]
    const outcomes = sent.flatMap(({ number }) => subscriptions.map((one) => outcome(number, one, later)))
    await s.store.record(outcomes, [])
    const db = s.database.kysely
    const ben = await db
      .selectFrom('belfry_subscribers')
      .select('id')
      .where('external_id', '=', 'ben')
      .executeTakeFirstOrThrow()
    // Ben signs in on the second browser, and turns the topic off.
    await db.updateTable('belfry_subscriptions').set({ subscriber_id: ben.id }).where('id', '=', moves).execute()
    await db.updateTable('belfry_preferences').set({ enabled: 0 }).where('subscriber_id', '=', ben.id).execute()
    const statuses = []
    for (const { number } of sent) {
      const notification = (await s.store.notification(number)) as SendableNotification
      const due = await s.store.due(notification, { subscriptions, attempts: 1 }, undefined, 10)
      const of = new Map(due.map(({ subscription, status }) => [subscription, status]))
      statuses.push(subscriptions.map((one) => of.get(one)))
    }
    assert.deepEqual(statuses, [
      ['active', 'left', 'left'],
      ['active', 'left', 'left'],
      ['active', 'left', 'left'],
      ['active', 'active', 'active'],
    ])
  })

  test('a batch that is put off comes back with its target', async () => {
    await using s = await stage()
    await s.subscribe(3)
    await s.send({ topic: 'blog' })
    const { batches } = await s.planned(1)
    await s.store.record([], [ending(batches[0]!, { kind: 'later', at: Date.now() + 30 })])
    const back = await s.take()
    assert.deepEqual(back.payload, batches[0]!.payload)
  })

  test('outcomes of a notification that was deleted meanwhile are dropped', async () => {
    await using s = await stage()
    const ids = await s.subscribe(1)
    const { number } = await s.send({ topic: 'blog' })
    const { batches } = await s.planned(1)
    await s.database.kysely.deleteFrom('belfry_notifications').where('number', '=', number).execute()
    const result = await s.store.record([outcome(number, ids[0]!)], [])
    assert.deepEqual(result, { retired: new Map(), finished: [] })
    await s.store.drop(batches[0]!)
  })

  test('two workers that record parts of one notification at the same time lose no count', async () => {
    await using s = await stage()
    const ids = await s.subscribe(400)
    const { number } = await s.send({ all: true })
    const { batches } = await s.planned(1)
    const parts = Array.from({ length: 8 }, (_, n) => ids.slice(n * 50, n * 50 + 50))
    await Promise.all(
      parts.map((part) =>
        s.store.record(
          part.map((one) => outcome(number, one)),
          [],
        ),
      ),
    )
    const { finished } = await s.store.record([], [ending(batches[0]!, { kind: 'done' })])
    assert.deepEqual(finished[0]?.outcomes, { accepted: 400 })
  })
}
