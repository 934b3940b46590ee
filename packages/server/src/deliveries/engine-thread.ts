// The thread of an engine: a connection, a sender and a queue of its own. Started by engine.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { Sender, TypeScriptEngine } from '@belfry/web-push'
import { openSqlite } from '../database/open-sqlite.ts'
import { SqliteQueue } from '../queue/sqlite-queue.ts'
import { startDeliveryEngine } from './delivery-engine.ts'
import type { EngineEvent } from './engine-event.ts'
import type { EngineThreadData, FromEngine, ToEngine } from './engine-messages.ts'
import { queueEvent } from './queue-event.ts'
import { createSigners } from './signers.ts'
import { sqliteDeliveryStore } from './sqlite-delivery-store.ts'

const STATS_EVERY_MS = 1000
// Enough for the pages of a batch; the rest of the memory is the app's.
const CACHE_MIB = 16

const port = parentPort
if (port === null) throw new Error('engine-thread is started by engine.ts')
const tell = (message: FromEngine) => port.postMessage(message)
const report = (event: EngineEvent) => tell({ type: 'event', event })

const { file, instance, keys, push, maxPerMinute } = workerData as EngineThreadData
const signers = createSigners(report)
signers.set(keys)
const database = await openSqlite(file, { migrate: false, cacheMiB: CACHE_MIB })
const queue = new SqliteQueue(database, { instance, report: (event) => report(queueEvent(event)) })
const sender = new Sender({
  ...(push.ca === undefined ? {} : { ca: push.ca }),
  ...(push.resolve === undefined ? {} : { resolve: push.resolve }),
  // Whoever allows a host by name means it, wherever it is: a push service in the own network.
  allowPrivate: push.allow ?? [],
})
const engine = startDeliveryEngine({
  store: sqliteDeliveryStore(database, queue),
  queue,
  send: (request, options) => sender.send(request, options),
  encryption: new TypeScriptEngine(),
  signerOf: (vapidKeyId) => signers.get(vapidKeyId),
  report,
  ...(push.allow === undefined ? {} : { allow: push.allow }),
  ...(maxPerMinute === undefined ? {} : { maxPerMinute }),
})
const telling = setInterval(() => tell({ type: 'stats', stats: engine.stats() }), STATS_EVERY_MS)

port.on('message', (message: ToEngine) => {
  switch (message.type) {
    case 'wake':
      engine.wake()
      return
    case 'keys':
      signers.set(message.keys)
      return
    case 'stop':
      void stop(message.drainMs)
  }
})
tell({ type: 'ready' })

async function stop(drainMs: number): Promise<void> {
  clearInterval(telling)
  await engine.stop(drainMs)
  await queue[Symbol.asyncDispose]()
  await sender.close()
  await database.close()
  port?.close() // nothing keeps the thread any more: it ends
}
