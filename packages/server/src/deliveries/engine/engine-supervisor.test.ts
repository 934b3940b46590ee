import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { EngineSupervisor } from './engine-supervisor.ts'

const tell = "const { parentPort } = require('node:worker_threads')\n"
const worker = (code: string) => new Worker(tell + code, { eval: true })
const LIVES = `parentPort.postMessage({ type: 'ready' })
  parentPort.on('message', ({ type }) => { if (type === 'stop') parentPort.close() })`

function supervise(codes: string[], { silenceMs = 30_000, free = () => Promise.resolve() } = {}) {
  const deaths: { instance: string; error: string; restartInMs: number }[] = []
  let spawned = 0
  const ready: (() => void)[] = []
  const supervisor = new EngineSupervisor({
    spawn: () => worker(codes[Math.min(spawned++, codes.length - 1)] ?? ''),
    newInstance: () => `engine-${spawned}`,
    heard: ({ type }) => type === 'ready' && ready.shift()?.(),
    died: (death) => {
      deaths.push(death)
      return free()
    },
    silenceMs,
    random: () => 0.5,
  })
  const lives = () => new Promise<void>((resolve) => ready.push(resolve))
  return { supervisor, deaths, lives, spawned: () => spawned }
}

test('an engine that dies is started again, ever later, and its death is reported', async () => {
  const dies = `parentPort.postMessage({ type: 'ready' }); setTimeout(() => { throw new Error('broken') }, 10)`
  const { supervisor, deaths, lives } = supervise([dies, dies, LIVES])
  await supervisor.ready
  await lives()
  await lives()
  assert.equal(supervisor.isRunning, true)
  assert.deepEqual(deaths, [
    { instance: 'engine-0', error: 'broken', restartInMs: 100 },
    { instance: 'engine-1', error: 'broken', restartInMs: 200 },
  ])
  await supervisor.stop(100)
  assert.equal(supervisor.isRunning, false)
})

test('an engine that cannot start at all is an error, not a loop', async () => {
  const { supervisor, spawned } = supervise([`throw new Error('no database')`])
  await assert.rejects(supervisor.ready, /no database/)
  assert.equal(spawned(), 1)
  await supervisor.stop(100)
})

// Nobody awaits it: an unhandled error would end the app.
test('an engine is started again even when its leases cannot be freed', async () => {
  const dies = `parentPort.postMessage({ type: 'ready' }); setTimeout(() => { throw new Error('broken') }, 10)`
  const free = () => Promise.reject(new Error('database or disk is full'))
  const { supervisor, deaths, lives } = supervise([dies, LIVES], { free })
  await supervisor.ready
  await lives()
  assert.equal(deaths.length, 1)
  await supervisor.stop(100)
})

test('an engine that is stuck is ended and replaced', async () => {
  const stuck = `parentPort.postMessage({ type: 'ready' }); setTimeout(() => { for (;;); }, 10)`
  const { supervisor, deaths, lives } = supervise([stuck, LIVES], { silenceMs: 1500 })
  await supervisor.ready
  await lives()
  assert.equal(deaths[0]?.error, 'the thread was silent for 1500 ms')
  await supervisor.stop(100)
})

test('an engine that does not stop is ended by force', async () => {
  const stubborn = `parentPort.postMessage({ type: 'ready' }); setInterval(() => {}, 1000)`
  const { supervisor } = supervise([stubborn])
  await supervisor.ready
  const started = performance.now()
  await supervisor.stop(50)
  assert.ok(performance.now() - started < 20_000)
})
