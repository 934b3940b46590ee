import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeRecord } from '#test/deliveries/outcome-record'
import type { Job } from '../../queue/queue.ts'
import { deliverBatch } from './deliver-batch.ts'
import { NO_DIGESTS } from '../digest-intake.ts'
import type { DueDelivery, SendableNotification } from '../delivery-store.ts'
import { createLiveNotifications } from './live-notifications.ts'
import { OutcomeRecorder } from './outcome-recorder.ts'
import { createComebacks } from '../pacing/comebacks.ts'
import { createUndeliveredAlarms } from '../undelivered/undelivered-alarms.ts'

const PAGE = 1000

test('a batch that fails in its middle has recorded the sent messages before it is taken again', async () => {
  const written: number[] = []
  const clock = { now: () => 0, elapsed: () => 0 }
  const recorder = new OutcomeRecorder({
    ...clock,
    store: {
      record(outcomes) {
        written.push(...outcomes.map(({ subscription }) => subscription))
        return Promise.resolve({ retired: new Map(), finished: [] })
      },
    },
    recorded: () => undefined,
    failed: () => undefined,
    recovered: () => undefined,
  })
  const notification = {
    number: 1,
    state: 'sending',
    payload: '{"web_push":8030}',
    createdAt: 0,
    expiresAt: 60_000,
  } as SendableNotification
  const live = createLiveNotifications({
    ...clock,
    store: {
      notification: () => Promise.resolve(notification),
      states: () => Promise.resolve(new Map()),
    },
    failed: () => undefined,
  })
  const page = Array.from({ length: PAGE }, (_, n) => ({ subscription: n, status: 'active' }) as DueDelivery)
  const batch = deliverBatch({ id: '1' } as Job, { notification: 1, from: 0, to: 9999 }, new AbortController().signal, {
    ...clock,
    store: {
      due: (_notification, _target, after) =>
        after === undefined ? Promise.resolve(page) : Promise.reject(new Error('away')),
      drop: () => Promise.resolve(),
    },
    live,
    gates: [],
    digests: NO_DIGESTS,
    recorder,
    dispatcher: {
      submit(deliveries) {
        const [first, ...others] = deliveries
        recorder.add(outcomeRecord({ subscription: first?.due.subscription ?? -1 }))
        first?.ended('recorded')
        for (const other of others) other.ended({ until: 1 })
      },
    },
    comebacks: createComebacks(() => 0),
    undelivered: createUndeliveredAlarms({ notice: () => undefined, ended: () => undefined }),
    random: () => 0,
    report: () => undefined,
  })
  await assert.rejects(batch, /away/)
  assert.deepEqual(written, [0])
})
