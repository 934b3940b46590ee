// The thread of an engine, started by engine.ts.
import { parentPort, workerData } from 'node:worker_threads'
import type { EngineThreadData, FromEngine, ToEngine } from './engine-messages.ts'
import { openEngine } from './open-engine.ts'

const STATS_EVERY_MS = 1000

const port = parentPort
if (port === null) throw new Error('engine-thread is started by engine.ts')
const tell = (message: FromEngine) => port.postMessage(message)

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
