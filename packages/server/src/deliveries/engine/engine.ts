import { randomBytes } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { OpenedDatabase } from '../../database/open-database.ts'
import type { Lane } from '../../database/schema.ts'
import { ALARM_TICK_MS, createAlarms } from '../../telemetry/alarms.ts'
import type { EngineStats } from '../sending/delivery-engine.ts'
import { dutiesOf, type Duty } from './duty.ts'
import type { EngineSetUp, EngineThreadData, FromEngine, PushOptions, ToEngine } from './engine-messages.ts'
import { engineLeases } from './engine-leases.ts'
import { EngineSupervisor } from './engine-supervisor.ts'
import { SharedCount } from './shared-count.ts'
import { alarmRaised, engineDied, engineEvent, type EventSinks } from '../events.ts'

export interface EngineOptions extends EventSinks, EngineSetUp {
  database: OpenedDatabase
  push?: PushOptions
  /** Engines, each in its own thread; 1 by default. More help only with enough cores. */
  threads?: number
  /** One more thread that sends only what somebody waits for, so that it waits for nothing of a broadcast. */
  urgent?: boolean
  /** `auto`, the default: native code where it is installed and works. */
  encryption?: EngineThreadData['encryption']
  /** Messages a minute of any site, unbounded by default; decision 0011 says when to set it. */
  maxPerMinute?: number
  landingKey?: Uint8Array
}

/** The delivery engine as the rest of Belfry sees it. */
export interface Engine extends AsyncDisposable {
  /** Something was committed: a notification of this lane, or a change of a notification's state. */
  wake(lane?: Lane): void
  /** All VAPID keys and ceilings, after a change. */
  setUp(next: EngineSetUp): void
  stats(): EngineStats[]
  /** False while no thread can send, or none can record outcomes. */
  isWorking(): boolean
  /** Ends requests under way, in 10 seconds at most. */
  stop(): Promise<void>
}

const DRAIN_MS = 8000
// Unbounded, the young generation of such a thread grows until the process has 360 MB. With 16 MiB it peaks at 200 to
// 220, with 32 at 210 to 230 and needs less CPU a message, with 64 at 250 (50,000 messages each, Node 24). The bound of
// the old one is never met (a thread holds some 50 MB); with it V8 collects earlier, which saves another 60.
const LIMITS = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 512 }

/**
 * Starts the engine in separate threads, so that neither encrypting nor a slow disk blocks the caller's thread. A
 * thread that dies is started again. Resolves when it is ready to send; rejects when it cannot start.
 *
 * @example
 * await using engine = await startEngine({ database, keys, log, metrics })
 * engine.wake()
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { database, push = {}, threads = 1, urgent = false, maxPerMinute } = options
  const share = (perMinute: number) => Math.max(1, Math.floor(perMinute / threads))
  const shared = ({ keys, ceilings = {}, paces = {}, forms = {}, notices = {} }: EngineSetUp) => ({
    keys,
    paces,
    forms,
    notices,
    ceilings: Object.fromEntries(Object.entries(ceilings).map(([site, perMinute]) => [site, share(perMinute)])),
  })
  let setUp = shared(options)
  const awaited = new SharedCount()
  const alarms = createAlarms((alarm) => alarmRaised(alarm, options), Date.now)
  const leases = await engineLeases(database)

  function spawn(instance: string, duty: Duty): Worker {
    if (duty === 'urgent') awaited.set(0) // what the one before had open when it died
    const data: EngineThreadData = { database: database.address, instance, duty, ...setUp, push }
    if (urgent) data.awaited = awaited.buffer
    if (options.encryption !== undefined) data.encryption = options.encryption
    if (options.landingKey !== undefined) data.landingKey = options.landingKey
    if (maxPerMinute !== undefined) data.maxPerMinute = share(maxPerMinute)
    // Only those of the app's flags that lead to sources: --input-type or --eval would break the start of the file.
    const execArgv = process.execArgv.filter((flag) => flag.startsWith('--conditions='))
    const settings = { workerData: data, name: 'belfry-engine', resourceLimits: LIMITS, execArgv }
    // In this form, bundlers recognise it as a separate program (Turbopack and webpack do).
    return new Worker(new URL('./engine-thread.ts', import.meta.url), settings)
  }

  const supervisors = dutiesOf(threads, urgent).map(
    (duty) =>
      new EngineSupervisor({
        spawn: (instance) => spawn(instance, duty),
        newInstance: () => `${process.pid}-${randomBytes(6).toString('hex')}`,
        heard,
        async died({ instance, error, restartInMs }) {
          engineDied({ instance, error, restartInMs }, options)
          await leases.free(instance).catch((error: unknown) => {
            options.log.warn({ error }, 'its jobs wait until their leases end: they cannot be freed')
          })
        },
      }),
  )

  // They send the messages of broadcasts, and what the urgent one leaves.
  const others = supervisors.slice(0, threads)
  let counting = 0

  function heard(message: FromEngine): void {
    if (message.type === 'counted') {
      // In turns: each has its share of the ceiling.
      counting = (counting + 1) % others.length
      others[counting]?.tell(message)
    }
    if (message.type !== 'event') return
    const { event } = message
    if (event.name === 'alarm') {
      alarms.notice(event.alarm.cause, event.alarm.details, event.alarm.count)
    } else {
      engineEvent(event, options)
    }
  }

  const tell = (message: ToEngine) => {
    for (const supervisor of supervisors) supervisor.tell(message)
  }
  const ticking = setInterval(() => alarms.tick(Date.now()), ALARM_TICK_MS)
  ticking.unref()

  const stop = async () => {
    clearInterval(ticking)
    await Promise.all(supervisors.map((supervisor) => supervisor.stop(DRAIN_MS)))
    leases.leave()
  }
  try {
    await Promise.all(supervisors.map((supervisor) => supervisor.ready))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    wake: (lane) => tell({ type: 'wake', lane }),
    setUp(next) {
      setUp = shared(next)
      tell({ type: 'set-up', setUp })
    },
    stats: () => supervisors.flatMap(({ stats }) => (stats === undefined ? [] : [stats])),
    isWorking: () => others.some(({ isRunning, stats }) => isRunning && stats?.records !== false),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
