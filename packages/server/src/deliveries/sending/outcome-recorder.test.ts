import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { outcomeRecord } from '#test/deliveries/outcome-record'
import type { JobEnd, OutcomeRecord } from '../delivery-store.ts'
import { OutcomeRecorder } from './outcome-recorder.ts'
import { UNRECORDED_MAX } from '../repeat-window.ts'

const outcome = (subscription: number) => outcomeRecord({ subscription })

const end = { job: { id: '1' }, next: { kind: 'done' } } as unknown as JobEnd

function recorder(
  record: (outcomes: readonly OutcomeRecord[], ends: readonly JobEnd[]) => void | Promise<void> = () => {},
) {
  const written: { outcomes: number; ends: number }[] = []
  const seen: string[] = []
  const clock = { wall: 1_000_000, elapsed: 0.7 }
  const made = new OutcomeRecorder({
    now: () => clock.wall,
    elapsed: () => clock.elapsed,
    store: {
      async record(outcomes, ends) {
        await record(outcomes, ends)
        written.push({ outcomes: outcomes.length, ends: ends.length })
        return { retired: new Map(), finished: [] }
      },
    },
    recorded: () => seen.push('recorded'),
    failed: () => seen.push('failed'),
    recovered: () => seen.push('recovered'),
  })
  return { made, written, seen, clock }
}

test('outcomes are written together, and a job ends in the transaction of its last ones', async () => {
  const { made, written } = recorder()
  for (let n = 0; n < 240; n += 1) made.add(outcome(n))
  await made.end(end)
  assert.deepEqual(written, [{ outcomes: 240, ends: 1 }])
})

test('outcomes do not wait longer than a moment for others', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { made, written } = recorder()
  made.add(outcome(1))
  t.mock.timers.tick(100)
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(written, [{ outcomes: 1, ends: 0 }])
})

test('a quick database gets a few outcomes sooner than a slow one, and many together from both', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let tookMs = 5
  const { made, written, clock } = recorder(() => void (clock.elapsed += tookMs))
  const writtenWithin = async (count: number, ms: number) => {
    for (let n = 0; n < count; n += 1) made.add(outcome(n))
    t.mock.timers.tick(ms)
    await new Promise((resolve) => setImmediate(resolve))
    return written.splice(0).map(({ outcomes }) => outcomes)
  }
  assert.deepEqual(await writtenWithin(3, 15), [3])
  assert.deepEqual(await writtenWithin(200, 15), [])
  tookMs = 30
  assert.deepEqual(await writtenWithin(0, 25), [200])
  assert.deepEqual(await writtenWithin(3, 15), [])
  assert.deepEqual(await writtenWithin(0, 25), [3])
})

test('outcomes that come during a write are collected, and written a moment later', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const written: number[] = []
  const commits: (() => void)[] = []
  const made = new OutcomeRecorder({
    now: () => 0,
    elapsed: () => 0,
    store: {
      async record(outcomes) {
        written.push(outcomes.length)
        await new Promise<void>((resolve) => commits.push(resolve))
        return { retired: new Map(), finished: [] }
      },
    },
    recorded: () => undefined,
    failed: () => undefined,
    recovered: () => undefined,
  })
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  for (let round = 1; round <= 3; round += 1) {
    for (let n = 0; n < 250; n += 1) made.add(outcome(n))
    for (let n = 0; n < 10; n += 1) made.add(outcome(n))
    await turn()
    commits.shift()?.()
    await turn()
    assert.deepEqual(written.splice(0), [250], 'ten more are not worth a transaction')
    t.mock.timers.tick(40)
    await turn()
    commits.shift()?.()
    await turn()
    assert.deepEqual(written.splice(0), [10])
    t.mock.timers.tick(40)
    await turn()
  }
})

test('a job never ends before its outcomes, however many there are', async () => {
  const { made, written } = recorder()
  for (let n = 0; n < 2500; n += 1) made.add(outcome(n))
  await made.end(end)
  assert.equal(
    written.reduce((sum, { outcomes }) => sum + outcomes, 0),
    2500,
  )
  assert.equal(written.at(-1)?.ends, 1)
})

test('with a database that takes no writes for a while nothing is lost, and it is reported', async () => {
  let failures = 2
  const { made, written, seen } = recorder(() => {
    if (failures > 0) {
      failures -= 1
      throw new Error('database or disk is full')
    }
  })
  made.add(outcome(1))
  const flushed = made.flush()
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(made.healthy, false)
  await flushed
  assert.deepEqual(seen, ['failed', 'failed', 'recovered', 'recorded'])
  assert.deepEqual(written, [{ outcomes: 1, ends: 0 }])
  assert.equal(made.healthy, true)
})

test('a retry due in a second stays so after the clock is set, recorded before or not', async () => {
  const times: (number | undefined)[] = []
  let fails = true
  const { made, clock } = recorder((outcomes, ends) => {
    if (fails) {
      fails = false
      clock.wall -= 3_600_000
      throw new Error('the disk is full')
    }
    times.push(...outcomes.map(({ at, retryAt }) => (retryAt ?? 0) - at))
    times.push(...outcomes.map(({ retryAt }) => (retryAt ?? 0) - clock.wall))
    times.push(...ends.map(({ next }) => (next.kind === 'later' ? next.at - clock.wall : undefined)))
  })
  const at = clock.wall
  made.add({ ...outcome(1), outcome: 'retry-later', at, retryAt: at + 1000 })
  await made.end({ job: { id: '1' }, next: { kind: 'later', at: at + 2000 } } as unknown as JobEnd)
  assert.deepEqual(times, [1000, 1000, 2000])
})

test('it does not keep up while a write hangs, and does again when that has ended', async () => {
  const hanging = Promise.withResolvers<void>()
  const { made, clock } = recorder(() => hanging.promise)
  made.add(outcome(1))
  const written = made.flush()
  assert.equal(made.keepsUp, true)
  clock.elapsed += 600
  clock.wall += 600
  assert.equal(made.keepsUp, false)
  assert.equal(made.healthy, true)
  hanging.resolve()
  await written
  assert.equal(made.keepsUp, true)
})

test('it waits for a write as long as this database usually needs, and for a tenth of a second at most', async () => {
  for (const [usualMs, patienceMs] of [
    [5, 40],
    [20, 60],
    [80, 100],
  ] as const) {
    let hanging: Promise<void> | undefined
    const { made, clock } = recorder(() => {
      clock.elapsed += usualMs
      return hanging
    })
    for (let n = 0; n < 10; n += 1) {
      made.add(outcome(n))
      await made.flush()
    }
    const written = Promise.withResolvers<void>()
    hanging = written.promise
    made.add(outcome(10))
    const last = made.flush()
    clock.elapsed += patienceMs - usualMs - 1
    assert.equal(made.keepsUp, true)
    clock.elapsed += 2
    assert.equal(made.keepsUp, false)
    written.resolve()
    await last
  }
})

test('outcomes being written count as unrecorded', async () => {
  const hanging = Promise.withResolvers<void>()
  const { made } = recorder(() => hanging.promise)
  for (let n = 0; n < UNRECORDED_MAX - 1; n += 1) made.add(outcome(n))
  const written = made.flush()
  assert.equal(made.keepsUp, true)
  made.add(outcome(UNRECORDED_MAX))
  assert.equal(made.unrecorded, UNRECORDED_MAX)
  assert.equal(made.keepsUp, false)
  hanging.resolve()
  await written
  assert.equal(made.keepsUp, true)
})

test('outcomes that come during a long write are written by themselves', async () => {
  const slow = Promise.withResolvers<void>()
  const { made, written } = recorder(() => (written.length === 0 ? slow.promise : undefined))
  made.add(outcome(1))
  const first = made.flush()
  made.add(outcome(2)) // its timer fires while the first is being written
  await delay(60)
  slow.resolve()
  await first
  await made.flush()
  made.add(outcome(3))
  await delay(60)
  assert.deepEqual(
    written.reduce((sum, { outcomes }) => sum + outcomes, 0),
    3,
  )
})
