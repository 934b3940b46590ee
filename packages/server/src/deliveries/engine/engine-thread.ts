// The thread of an engine, started by engine.ts.
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { EngineThreadData, FromEngine, ToEngine } from './engine-messages.ts'
import { openEngine } from './open-engine.ts'

const STATS_EVERY_MS = 1000
// A little below the default, 0. With few cores, the loop that answers, the database and an app come first, and a
// broadcast takes the rest (measured in bench/results.md).
const NICE = 5

const port = parentPort
if (port === null) throw new Error('engine-thread is started by engine.ts')
const tell = (message: FromEngine) => port.postMessage(message)

const data = workerData as EngineThreadData
if (data.duty !== 'urgent') yieldToOthers()

const engine = await openEngine({
  ...data,
  report: (event) => tell({ type: 'event', event }),
  ...(data.duty === 'urgent' ? { counted: (site: string) => tell({ type: 'counted', site }) } : {}),
})
const telling = setInterval(() => tell({ type: 'stats', stats: engine.stats() }), STATS_EVERY_MS)

port.on('message', hear)
tell({ type: 'ready' })

function hear(message: ToEngine): void {
  switch (message.type) {
    case 'wake':
      engine.wake(message.lane)
      return
    case 'set-up':
      engine.setUp(message.setUp)
      return
    case 'counted':
      engine.countElsewhere(message.site)
      return
    case 'stop':
      clearInterval(telling)
      // Nothing keeps the thread alive, so it ends. `close` would do the same, but Deno's port does not have it.
      void engine.stop(message.drainMs).then(() => parentPort?.off('message', hear))
  }
}

// On Linux a priority belongs to a thread; elsewhere it would be the whole process's, the app's included.
function yieldToOthers(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(NICE)
  } catch {
    // A sandbox that forbids it: a broadcast then takes its full share of the cores.
  }
}
