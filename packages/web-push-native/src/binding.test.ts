import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { compiledBinding } from '../test/compiled-binding.ts'
import { bodiesOf, decrypt, makeBatch, makeSubscribers } from '../test/subscribers.ts'
import { status } from './binding.ts'
import type { Batch, Binding } from './binding.ts'

const compiled = compiledBinding()
const skip = compiled.ok ? false : compiled.reason
const binding = (compiled.ok ? compiled.binding : undefined) as Binding

for (const backend of ['ifma', 'avx2', 'openssl', 'portable']) {
  const here = compiledBinding(backend)
  const fault = here.ok && here.binding.backend !== backend ? here.backendFault : undefined
  checkBackend(backend, (here.ok ? here.binding : undefined) as Binding, here.ok ? fault : here.reason)
}

function checkBackend(backend: string, own: Binding, missing: string | undefined): void {
  const ways: [string, (batch: Batch) => unknown][] = [
    ['encryptBatchSync', (batch) => own.encryptBatchSync(batch)],
    ['encryptBatch in one job', (batch) => own.encryptBatch(batch, 1)],
    ['encryptBatch in two jobs', (batch) => own.encryptBatch(batch, 2)],
    ['encryptBatch in more jobs than messages', (batch) => own.encryptBatch(batch, 64)],
  ]
  for (const [name, encrypt] of ways) checkWay(`${backend}, ${name}`, encrypt, missing ?? false)

  test(
    `${backend}: each message is encrypted for its own subscriber, in batches of every size`,
    {
      skip: missing ?? false,
    },
    () => {
      for (const count of [1, 2, 3, 7, 8, 9, 15, 16, 17, 62, 63, 64, 65, 127]) {
        const subscribers = makeSubscribers(count)
        const payloads = subscribers.map((_, i) => Buffer.from(`message ${i}`))
        const batch = makeBatch(subscribers, payloads)
        own.encryptBatchSync(batch)
        for (const [i, body] of bodiesOf(batch).entries()) {
          assert.deepEqual(decrypt(body, subscribers[i] as never), payloads[i])
        }
      }
      assert.equal(own.isFaulty(), false)
    },
  )
}

function checkWay(name: string, encrypt: (batch: Batch) => unknown, skip: string | false): void {
  test(`${name}: http_ece decrypts every body, whatever its length`, { skip }, async () => {
    const lengths = [0, 1, 15, 16, 17, 200, 3992, 3993, ...Array.from({ length: 22 }, (_, i) => i)]
    const subscribers = makeSubscribers(lengths.length)
    const payloads = lengths.map((length) => randomBytes(length))
    const batch = makeBatch(subscribers, payloads)
    await encrypt(batch)
    for (const [i, body] of bodiesOf(batch).entries()) {
      assert.equal(batch.statuses[i], status.encrypted)
      assert.deepEqual(decrypt(body, subscribers[i] as never), payloads[i])
    }
  })

  test(`${name}: padding is there and comes off`, { skip }, async () => {
    const subscribers = makeSubscribers(3)
    const payloads = [Buffer.from(''), Buffer.from('hello'), randomBytes(3000)]
    const batch = makeBatch(subscribers, payloads, 993)
    await encrypt(batch)
    for (const [i, body] of bodiesOf(batch).entries()) {
      assert.equal(body.length, 86 + (payloads[i]?.length ?? 0) + 993 + 17)
      assert.deepEqual(decrypt(body, subscribers[i] as never), payloads[i])
    }
  })

  test(`${name}: bad points have no body and the others their own`, { skip }, async () => {
    const subscribers = makeSubscribers(9)
    const bad = [
      Buffer.concat([Buffer.of(4), Buffer.alloc(64)]),
      Buffer.concat([Buffer.of(4), Buffer.alloc(64, 255)]),
      Buffer.alloc(65),
      Buffer.from(subscribers[3]?.point ?? '').fill(2, 0, 1),
      Buffer.from(subscribers[4]?.point ?? '').fill(6, 0, 1),
      offCurve(subscribers[5]?.point ?? Buffer.alloc(0)),
    ]
    const payloads = subscribers.map((_, i) => Buffer.from(`message ${i}`))
    const mixed = subscribers.map((one, i) => ({ ...one, point: bad[i] ?? one.point }))
    const batch = makeBatch(mixed, payloads)
    await encrypt(batch)
    assert.deepEqual([...batch.statuses], [1, 1, 1, 1, 1, 1, 0, 0, 0])
    for (const [i, body] of bodiesOf(batch).entries()) {
      if (i < bad.length) assert.ok(body.every((byte) => byte === 0))
      else assert.deepEqual(decrypt(body, subscribers[i] as never), payloads[i])
    }
  })

  test(`${name}: an empty batch is done at once`, { skip }, async () => {
    await encrypt(makeBatch([], []))
  })
}

test('lengths that change after they were checked change nothing', { skip }, async () => {
  const subscribers = makeSubscribers(200)
  const payloads = subscribers.map((_, i) => Buffer.from(`message ${i}`))
  const batch = makeBatch(subscribers, payloads)
  const table = Uint32Array.from(batch.table)
  const encrypting = binding.encryptBatch(batch, 2)
  batch.table.fill(0x7fff_ffff)
  await encrypting
  for (const [i, body] of bodiesOf({ ...batch, table }).entries()) {
    assert.deepEqual(decrypt(body, subscribers[i] as never), payloads[i])
  }
})

test('no two messages share a salt or a key', { skip }, () => {
  const [subscriber] = makeSubscribers(1)
  const payloads = Array.from({ length: 500 }, () => Buffer.from('same'))
  const batch = makeBatch(
    payloads.map(() => subscriber as never),
    payloads,
  )
  binding.encryptBatchSync(batch)
  const bodies = bodiesOf(batch)
  assert.equal(new Set(bodies.map((body) => body.toString('hex', 0, 16))).size, 500)
  assert.equal(new Set(bodies.map((body) => body.toString('hex', 21, 86))).size, 500)
})

test('buffers that do not fit together are refused, never read past', { skip }, async () => {
  const [subscriber] = makeSubscribers(1)
  const sound = makeBatch([subscriber as never], [Buffer.from('hello')])
  const wrong: Partial<Batch>[] = [
    { keys: sound.keys.subarray(1) },
    { keys: Buffer.alloc(162) },
    { keys: new Uint32Array(81) as never },
    { keys: undefined as never },
    { keys: {} as never },
    { table: Uint32Array.of(0, 5) },
    { table: Uint32Array.of(1, 5, 5) },
    { table: Uint32Array.of(0, 6, 6) },
    { table: Uint32Array.of(6, 0, 5) },
    { table: Uint32Array.of(0xffffffff, 5, 5) },
    { table: Uint32Array.of(0, 0xffffffff, 0xffffffff) },
    { table: Uint32Array.of(0, 5, 4) },
    { table: Uint32Array.of(0, 5, 3994) },
    { table: new Float32Array(3) as never },
    { payloads: Buffer.alloc(4) },
    { bodies: Buffer.alloc(107) },
    { bodies: Buffer.alloc(109) },
    { statuses: Buffer.alloc(2) },
    { statuses: Buffer.alloc(0) },
  ]
  for (const change of wrong) {
    const batch = { ...sound, ...change }
    assert.throws(() => binding.encryptBatchSync(batch), { code: 'ERR_INVALID_BATCH' })
    assert.throws(() => void binding.encryptBatch(batch, 1), { code: 'ERR_INVALID_BATCH' })
  }
  for (const jobs of [0, 65, -1, Number.NaN, 'one' as never]) {
    assert.throws(() => void binding.encryptBatch(sound, jobs), { code: 'ERR_INVALID_BATCH' })
  }
  const detached = makeBatch([subscriber as never], [Buffer.from('hello')])
  structuredClone(detached.bodies, { transfer: [detached.bodies.buffer as ArrayBuffer] })
  assert.throws(() => binding.encryptBatchSync(detached), { code: 'ERR_INVALID_BATCH' })
})

test('random bytes for everything are refused or encrypted, and nothing else', { skip }, async () => {
  const [subscriber] = makeSubscribers(1)
  for (let round = 0; round < 2000; round += 1) {
    const count = randomInt(4)
    const table = Uint32Array.from({ length: count * 3 }, () => randomInt(300))
    const padded = table.reduce((sum, value, i) => sum + (i % 3 === 2 ? value + 103 : 0), 0)
    const keys = randomBytes(count * 81)
    if (round % 2 === 0 && count > 0) keys.set(subscriber?.point ?? [])
    const batch = {
      keys,
      table,
      payloads: randomBytes(randomInt(400)),
      bodies: Buffer.alloc(padded + (randomInt(10) === 0 ? 1 : 0)),
      statuses: Buffer.alloc(count, 255),
    }
    try {
      if (round % 3 === 0) await binding.encryptBatch(batch, 1 + randomInt(64))
      else binding.encryptBatchSync(batch)
      assert.ok(batch.statuses.every((one) => one === status.encrypted || one === status.notOnCurve))
    } catch (error) {
      assert.equal((error as { code: string }).code, 'ERR_INVALID_BATCH')
    }
  }
})

test('batches whose buffers have no other reference survive the garbage collector', { skip }, async () => {
  const subscribers = makeSubscribers(40)
  const payloads = subscribers.map(() => randomBytes(100))
  const running = Array.from({ length: 50 }, () => {
    const batch = makeBatch(subscribers, payloads)
    const { statuses } = batch
    return binding.encryptBatch(batch, 4).then(() => assert.ok(statuses.every((one) => one === 0)))
  })
  for (let i = 0; i < 200; i += 1) Buffer.alloc(1_000_000)
  await Promise.all(running)
})

test('eight threads encrypt at once, each in both ways', { skip, timeout: 60_000 }, async () => {
  const workers = Array.from({ length: 8 }, () => startWorker({ rounds: 5, count: 100 }))
  const exits = workers.map((worker) => once(worker, 'exit'))
  const messages = await Promise.all(workers.map((worker) => once(worker, 'message')))
  assert.deepEqual(
    messages.map(([decrypted]) => decrypted as number),
    workers.map(() => 2 * 5 * 100),
  )
  await Promise.all(exits)
})

test('a thread that is ended in the middle of a batch ends nobody else', { skip }, async () => {
  for (let round = 0; round < 5; round += 1) {
    const workers = [1, 2, 3].map(() => startWorker({ rounds: 1000, count: 500 }))
    await Promise.all(workers.map((worker) => once(worker, 'online')))
    await new Promise((resolve) => setTimeout(resolve, 20 * round))
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  const [subscriber] = makeSubscribers(1)
  const batch = makeBatch([subscriber as never], [Buffer.from('hello')])
  await binding.encryptBatch(batch, 1)
  assert.equal(batch.statuses[0], status.encrypted)
})

test('memory does not grow with the messages', { skip, timeout: 120_000 }, async () => {
  const subscribers = makeSubscribers(500)
  const payloads = subscribers.map(() => randomBytes(200))
  const batch = makeBatch(subscribers, payloads)
  const encryptThousands = async (thousands: number) => {
    for (let i = 0; i < thousands * 2; i += 1) await binding.encryptBatch(batch, 2)
    return process.memoryUsage.rss()
  }
  const before = await encryptThousands(5)
  const after = await encryptThousands(20)
  // A leak of one big number a message would be 1 MB; pages the allocator keeps stay below this.
  assert.ok(after - before < 4_000_000, `${after - before} bytes more`)
})

function startWorker(workerData: { rounds: number; count: number }): Worker {
  return new Worker(new URL('../test/encrypting-worker.ts', import.meta.url), { workerData })
}

function offCurve(point: Buffer): Buffer {
  const bad = Buffer.from(point)
  bad.writeUInt8(bad.readUInt8(64) ^ 1, 64)
  return bad
}
