import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SendableNotification } from '../../../packages/server/src/deliveries/delivery-store.ts'
import type { DeliverPayload } from '../../../packages/server/src/deliveries/jobs.ts'
import { queueFigures } from '../../../packages/server/src/queue/queue-figures.ts'
import { ending, idsOf, keyId, outcome, type DeliveryStage } from './delivery-stage.ts'

/** The audience of a notification, and those of it who are due. */
export function testPlanning(stage: () => Promise<DeliveryStage>): void {
  test('a topic is cut into batches of the people who have it on, each once and in order', async () => {
    await using s = await stage()
    await s.subscribe(1203)
    const { number, id } = await s.send({ topic: 'blog' })
    const { batches, end } = await s.planned(3)
    assert.deepEqual(end, {
      kind: 'planned',
      notification: id,
      audience: 1203,
      finished: undefined,
      trace: null,
    })
    const notification = (await s.store.notification(number)) as SendableNotification
    assert.equal(notification.state, 'sending')
    const seen: number[] = []
    for (const batch of batches) seen.push(...(await idsOf(s.store, notification, batch)))
    assert.equal(new Set(seen).size, 1203)
  })

  test('everybody, one person and some people are found as well, and an empty audience ends at once', async () => {
    await using s = await stage()
    const [ada = 0] = await s.subscribe(1, 'ada')
    const [ben = 0] = await s.subscribe(1, 'ben')
    const [visitor = 0] = await s.subscribe(1)
    const cases: [object, number[]][] = [
      [{ all: true }, [ada, ben, visitor]],
      [{ subscriber: 'ada' }, [ada]],
      [{ subscribers: ['ben', 'ada', 'nobody'] }, [ada, ben]],
    ]
    for (const [to, expected] of cases) {
      const { number } = await s.send(to)
      const { batches } = await s.planned(1)
      const notification = (await s.store.notification(number)) as SendableNotification
      assert.deepEqual(await idsOf(s.store, notification, batches[0]!), expected)
    }
    await s.send({ subscriber: 'nobody' })
    const { end } = await s.planned(0)
    assert.equal(end.kind === 'planned' && end.finished?.state, 'done')
  })

  test('the plan of an audience of an unknown kind fails, and says why', async () => {
    await using s = await stage()
    await s.subscribe(2)
    const { number } = await s.send({ all: true })
    const audience = '{"segment":"vips"}' // as a newer one would have written it
    await s.database.kysely.updateTable('belfry_notifications').set({ audience }).where('number', '=', number).execute()
    const plan = await s.take()
    const unreadable = { code: 'audience-unreadable', message: /segment.*update this process/ }
    await assert.rejects(s.store.plan(plan, number), unreadable)
    await assert.rejects(s.store.notification(number), unreadable)
  })

  test('subscriptions without an outcome are due, by pages; the successor of a dead worker begins there', async () => {
    await using s = await stage()
    const ids = await s.subscribe(10)
    const { number } = await s.send({ all: true })
    const { batches } = await s.planned(1)
    const notification = (await s.store.notification(number)) as SendableNotification
    const target = batches[0]!.payload as DeliverPayload
    await s.store.record(
      ids.slice(0, 4).map((one) => outcome(number, one)),
      [],
    )
    const first = await s.store.due(notification, target, undefined, 4)
    assert.deepEqual(
      first.map(({ subscription }) => subscription),
      ids.slice(4, 8),
    )
    const [one] = first
    assert.equal(one?.auth.length, 16)
    assert.equal(one?.p256dh.length, 65)
    assert.equal(one?.vapidKeyId, keyId)
    const rest = await s.store.due(notification, target, first.at(-1), 4)
    assert.deepEqual(
      rest.map(({ subscription }) => subscription),
      ids.slice(8),
    )
  })

  test('the plan of a notification to one person becomes its batch, with everything that it needs', async () => {
    await using s = await stage()
    const [ada = 0] = await s.subscribe(1, 'ada')
    const { number } = await s.send({ subscriber: 'ada' })
    const { batches, end } = await s.planned(1)
    assert.ok(end.kind === 'planned' && end.batch)
    const { batch } = end
    assert.deepEqual(batch.notification, await s.store.notification(number))
    assert.deepEqual(
      batch.due.map(({ subscription }) => subscription),
      [ada],
    )
    const [job] = batches
    assert.equal(job?.kind, 'deliver')
    assert.deepEqual(job.payload, batch.payload)
    const [lane] = await queueFigures(s.database, Date.now())
    assert.deepEqual([lane?.lane, lane?.ready, lane?.running], ['transactional', 0, 1])
    const recorded = await s.store.record([outcome(number, ada)], [ending(job, { kind: 'done' })])
    assert.deepEqual(
      recorded.finished.map(({ state, audience }) => [state, audience]),
      [['done', 1]],
    )
  })

  test('a plan that another worker has meanwhile becomes nothing', async () => {
    await using s = await stage()
    await s.subscribe(1, 'ada')
    const { number } = await s.send({ subscriber: 'ada' })
    const plan = await s.take()
    await s.store.drop(plan) // as the other one does when it is done
    assert.deepEqual(await s.store.plan(plan, number), { kind: 'ended' })
    const notification = await s.store.notification(number)
    assert.equal(notification?.state, 'planning')
    assert.equal(plan.kind, 'plan')
  })
}
