import {
  loadEngine,
  NativeEngine,
  Sender,
  TypeScriptEngine,
  type EncryptionEngine,
  type SenderOptions,
} from '@belfry/web-push'
import { startDeliveryEngine, type EngineStats } from '../delivery-engine.ts'
import type { EngineEvent } from '../engine-event.ts'
import type { EngineKey, EngineThreadData } from './engine-messages.ts'
import { openBackend } from './open-backend.ts'
import { queueEvent } from '../queue-event.ts'
import { createSigners } from '../signers.ts'
import { tellOutages } from '../tell-outages.ts'

export interface OpenEngineOptions extends EngineThreadData {
  report: (event: EngineEvent) => void
  now?: () => number
  /** Milliseconds of a clock that nobody sets. */
  elapsed?: () => number
  random?: () => number
  sender?: Pick<SenderOptions, 'responseTimeoutMs'>
}

/** An engine with all that it owns. */
export interface OpenEngine {
  wake(): void
  setKeys(keys: readonly EngineKey[]): void
  stats(): EngineStats
  /** Ends what is under way within `drainMs`, and closes everything. */
  stop(drainMs: number): Promise<void>
}

/** Opens an engine with a connection, a queue and a sender of its own. */
export async function openEngine(options: OpenEngineOptions): Promise<OpenEngine> {
  const { keys, push, maxPerMinute, elapsed = () => performance.now() } = options
  const report = tellOutages(options.report, elapsed)
  const clock = {
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(options.random === undefined ? {} : { random: options.random }),
    ...(options.elapsed === undefined ? {} : { elapsed: options.elapsed }),
  }
  const signers = createSigners(report)
  signers.set(keys)
  const { database, queue, store } = await openBackend({
    ...clock,
    address: options.database,
    instance: options.instance,
    report: (event) => report(queueEvent(event)),
  })
  const encryption = await encryptionOf(options)
  const sender = new Sender({
    ...options.sender,
    ...(push.ca === undefined ? {} : { ca: push.ca }),
    ...(push.resolve === undefined ? {} : { resolve: push.resolve }),
    // Whoever allows a host by name means it, wherever it is: a push service in the own network.
    allowPrivate: push.allow ?? [],
  })
  const engine = startDeliveryEngine({
    ...clock,
    store,
    queue,
    send: (request, sending) => sender.send(request, sending),
    encryption,
    signerOf: (vapidKeyId) => signers.get(vapidKeyId),
    report,
    ...(push.allow === undefined ? {} : { allow: push.allow }),
    ...(maxPerMinute === undefined ? {} : { maxPerMinute }),
  })
  return {
    wake: () => engine.wake(),
    setKeys: (next) => signers.set(next),
    stats: () => engine.stats(),
    async stop(drainMs) {
      await engine.stop(drainMs)
      await queue[Symbol.asyncDispose]()
      await sender.close()
      await database.close()
    },
  }
}

async function encryptionOf({
  encryption = 'auto',
}: Pick<OpenEngineOptions, 'encryption'>): Promise<EncryptionEngine> {
  if (encryption === 'typescript') return new TypeScriptEngine()
  const { engine } = await loadEngine()
  // This thread has nothing better to do meanwhile. A slice is too small for handing it to other threads to pay.
  return engine instanceof NativeEngine
    ? {
        name: engine.name,
        encryptBatch: (messages) => Promise.resolve(engine.encryptBatchSync(messages)),
      }
    : engine
}
