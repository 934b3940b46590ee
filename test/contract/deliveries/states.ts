import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ending, outcome, type DeliveryStage } from './delivery-stage.ts'

/** Pausing, resuming and cancelling. */
export function testStates(stage: () => Promise<DeliveryStage>): void {
  test('a paused notification parks its batches, resuming brings them back, cancelling skips the rest', async () => {
    await using s = await stage()
    const ids = await s.subscribe(3)
    const { number, id } = await s.send({ topic: 'blog' })
    const { batches } = await s.planned(1)
    await s.notifications.setState('default', id, 'paused')
    assert.equal((await s.store.states([number])).get(number), 'paused')
    await s.store.record([outcome(number, ids[0]!)], [ending(batches[0]!, { kind: 'park' })])
    await s.notifications.setState('default', id, 'sending')
    const resume = await s.take()
    assert.equal(resume.kind, 'resume')
    assert.equal((await s.store.resume(resume, number)).all, true)
    const back = await s.take()
    assert.deepEqual(back.payload, batches[0]!.payload)
    const cancelled = await s.notifications.setState('default', id, 'cancelled')
    assert.deepEqual(cancelled?.progress.outcomes, { accepted: 1, skipped: 2 })
    const { finished } = await s.store.record([], [ending(back, { kind: 'done' })])
    assert.deepEqual(finished, [])
  })

  test('cancelling ends it at once, however late the next attempt, and attempts under way still count', async () => {
    await using s = await stage()
    const [a = 0, b = 0, c = 0, d = 0] = await s.subscribe(4)
    const { number, id } = await s.send({ topic: 'blog' })
    const { batches } = await s.planned(1)
    const inAnHour = Date.now() + 3_600_000
    const later = { outcome: 'throttled', reason: 'x', status: 429, retryAt: inAnHour } as const
    await s.store.record([outcome(number, a), outcome(number, b, later)], [])
    const cancelled = await s.notifications.setState('default', id, 'cancelled')
    assert.equal(cancelled?.state, 'cancelled')
    assert.ok(cancelled.finishedAt !== null)
    assert.deepEqual(cancelled.progress.outcomes, { accepted: 1, skipped: 3 })
    assert.deepEqual([cancelled.progress.audience, cancelled.progress.remaining], [4, 0])

    const before = await s.database.kysely
      .selectFrom('belfry_notifications')
      .select('jobs_open')
      .executeTakeFirstOrThrow()
    const end = ending(batches[0]!, { kind: 'done' })
    const last = await s.store.record([outcome(number, c), outcome(number, d, later)], [end])
    assert.deepEqual(last.finished, [])
    const shown = await s.notifications.get('default', id)
    assert.deepEqual(shown?.progress.outcomes, { accepted: 2, skipped: 2 })
    assert.deepEqual([shown?.progress.audience, shown?.progress.remaining], [4, 0])
    assert.equal(shown?.finishedAt, cancelled.finishedAt)
    const after = await s.database.kysely
      .selectFrom('belfry_notifications')
      .select('jobs_open')
      .executeTakeFirstOrThrow()
    assert.equal(after.jobs_open, before.jobs_open - 1, 'a retry was planned for what is cancelled')
  })

  test('a notification that has ended can no longer be cancelled', async () => {
    await using s = await stage()
    const [one = 0] = await s.subscribe(1)
    const { number, id } = await s.send({ topic: 'blog' })
    const { batches } = await s.planned(1)
    await s.store.record([outcome(number, one)], [ending(batches[0]!, { kind: 'done' })])
    await assert.rejects(s.notifications.setState('default', id, 'cancelled'), { code: 'notification-finished' })
    assert.equal((await s.notifications.get('default', id))?.state, 'done')
  })
}
