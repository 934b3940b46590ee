import { loadEngine, NativeEngine, type EncryptionEngine, type SenderOptions } from '@belfry/web-push'
import type { Lane } from '../../database/schema.ts'
import type { DeliveryGate } from '../delivery-gate.ts'
import { DeliveryEngine, type EngineStats } from '../sending/delivery-engine.ts'
import type { EngineEvent } from '../engine-event.ts'
import type { EngineSetUp, EngineThreadData } from './engine-messages.ts'
import { lanesOf } from './duty.ts'
import { onlyLanes } from './only-lanes.ts'
import { openBackend } from './open-backend.ts'
import { openSender } from './open-sender.ts'
import { queueEvent } from './queue-event.ts'
import { SharedCount } from './shared-count.ts'
import { createSigners } from './signers.ts'
import { tellOutages } from './tell-outages.ts'

export interface OpenEngineOptions extends EngineThreadData {
  report: (event: EngineEvent) => void
  /** Has sent one for a site that has a ceiling. */
  counted?: (site: string) => void
  now?: () => number
  /** Monotonic milliseconds. */
  elapsed?: () => number
  random?: () => number
  sender?: Pick<SenderOptions, 'responseTimeoutMs' | 'lookup'>
  /** In place of Belfry's own. */
  gates?: readonly DeliveryGate[]
}

/** An engine with its resources. */
export interface OpenEngine {
  wake(lane?: Lane): void
  setUp(next: EngineSetUp): void
  /** Another engine of the process has sent one for a site that has a ceiling. */
  countElsewhere(site: string): void
  stats(): EngineStats
  /** Ends requests under way within `drainMs`, and closes everything. */
  stop(drainMs: number): Promise<void>
}

/** Opens an engine with its own connection, queue and sender. */
export async function openEngine(options: OpenEngineOptions): Promise<OpenEngine> {
  const { keys, ceilings = {}, push, maxPerMinute, duty = 'everything', elapsed = () => performance.now() } = options
  const report = tellOutages(options.report, elapsed)
  const clock = {
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(options.random === undefined ? {} : { random: options.random }),
    ...(options.elapsed === undefined ? {} : { elapsed: options.elapsed }),
  }
  const awaited = options.awaited && new SharedCount(options.awaited)
  const signers = createSigners(report, options.now)
  signers.set(keys)
  let paces = options.paces ?? {}
  let forms = options.forms ?? {}
  let notices = options.notices ?? {}
  const { database, queue, store, gates, digests } = await openBackend({
    ...clock,
    address: options.database,
    instance: options.instance,
    duty,
    pacesOf: (siteId) => paces[siteId],
    noticesOf: (siteId) => notices[siteId],
    report: (event) => report(queueEvent(event)),
  })
  const encryption = await encryptionOf(options, report)
  const sender = openSender(push, options.sender)
  const engine = new DeliveryEngine({
    ...clock,
    store,
    queue: onlyLanes(queue, lanesOf(duty), duty === 'urgent' ? awaited : undefined),
    ...(duty === 'broadcasts' && awaited !== undefined ? { awaitedElsewhere: () => awaited.value } : {}),
    gates: options.gates ?? gates,
    digests,
    send: (request, sending) => sender.send(request, sending),
    encryption,
    signerOf: (vapidKeyId) => signers.get(vapidKeyId),
    formsOf: (siteId) => ({ chosen: forms[siteId], landingKey: options.landingKey }),
    report,
    ...(options.counted === undefined ? {} : { counted: options.counted }),
    ...(push.allow === undefined ? {} : { allow: push.allow }),
    ...(maxPerMinute === undefined ? {} : { maxPerMinute }),
  })
  engine.setCeilings(ceilings)
  return {
    wake: (lane) => engine.wake(lane),
    setUp(next) {
      signers.set(next.keys)
      paces = next.paces ?? {}
      forms = next.forms ?? {}
      notices = next.notices ?? {}
      engine.setCeilings(next.ceilings ?? {})
    },
    countElsewhere: (site) => engine.countElsewhere(site),
    stats: () => engine.stats(),
    async stop(drainMs) {
      await engine.stop(drainMs)
      await queue[Symbol.asyncDispose]()
      await sender.close()
      await database.close()
    },
  }
}

async function encryptionOf(
  { encryption = 'auto' }: Pick<OpenEngineOptions, 'encryption'>,
  report: OpenEngineOptions['report'],
): Promise<EncryptionEngine> {
  const choice = await loadEngine({ use: encryption })
  const { engine } = choice
  if ('nativeIsInstalled' in choice && choice.nativeIsInstalled) {
    report({ name: 'encryption-unfit', encryption: engine.name, reason: choice.nativeFault })
  }
  // This thread has nothing else to do. A slice is too small to be worth handing to other threads.
  return engine instanceof NativeEngine
    ? {
        name: engine.name,
        encryptBatch: (messages) => Promise.resolve(engine.encryptBatchSync(messages)),
      }
    : engine
}
