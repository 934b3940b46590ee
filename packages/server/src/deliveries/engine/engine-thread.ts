// The thread of an engine, started by engine.ts.
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { EngineThreadData, FromEngine, ToEngine } from './engine-messages.ts'
import { openEngine } from './open-engine.ts'

const STATS_EVERY_MS = 1000
// A little below the default, 0. Where cores are short, the loop that answers, the database and an app come first, and
// a broadcast takes what they leave (measured in bench/results.md).
const NICE = 5

const port = parentPort
if (port === null) throw new Error('engine-thread is started by engine.ts')
const tell = (message: FromEngine) => port.postMessage(message)

yieldToOthers()

const engine = await openEngine({
  ...(workerData as EngineThreadData),
  report: (event) => tell({ type: 'event', event }),
})
const telling = setInterval(() => tell({ type: 'stats', stats: engine.stats() }), STATS_EVERY_MS)

port.on('message', (message: ToEngine) => {
  switch (message.type) {
    case 'wake':
      engine.wake()
      return
    case 'keys':
      engine.setKeys(message.keys)
      return
    case 'stop':
      clearInterval(telling)
      void engine.stop(message.drainMs).then(() => port.close()) // nothing keeps the thread any more: it ends
  }
})
tell({ type: 'ready' })

// On Linux a priority belongs to a thread; elsewhere it would be the whole process's, the app's included.
function yieldToOthers(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(NICE)
  } catch {
    // A sandbox that forbids it: a broadcast then takes its full share of the cores.
  }
}
