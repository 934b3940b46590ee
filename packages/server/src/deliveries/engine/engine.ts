import { randomBytes } from 'node:crypto'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { OpenedDatabase } from '../../database/open-database.ts'
import { createAlarms, type Alarm } from '../alarms.ts'
import type { EngineStats } from '../delivery-engine.ts'
import type {
  EngineKey,
  EngineThreadData,
  FromEngine,
  PushOptions,
  ToEngine,
} from './engine-messages.ts'
import { engineLeases } from './engine-leases.ts'
import { EngineSupervisor } from './engine-supervisor.ts'
import { alarmRaised, engineDied, engineEvent, type EventSinks } from '../events.ts'

export interface EngineOptions extends EventSinks {
  database: OpenedDatabase
  keys: readonly EngineKey[]
  push?: PushOptions
  /** Engines, each in a thread of its own, 1. More help when there are cores for them. */
  threads?: number
  /** `auto`, the default: native code where it is installed and works. */
  encryption?: EngineThreadData['encryption']
  /** Messages a minute and site, without a bound unless given; decision 0011 says when to give one. */
  maxPerMinute?: number
}

/** The delivery engine as the rest of Belfry sees it. */
export interface Engine extends AsyncDisposable {
  /** Something was committed: a notification, or a change of its state. */
  wake(): void
  /** All VAPID keys, after one was made or retired. */
  setKeys(keys: readonly EngineKey[]): void
  stats(): EngineStats[]
  /** False while no thread is there to send, or none that can write down what it sends. */
  isWorking(): boolean
  /** What an operator has to put right at present. */
  alarms(): Pick<Alarm, 'cause' | 'details'>[]
  /** Ends what is under way, in 10 seconds at most. */
  stop(): Promise<void>
}

const DRAIN_MS = 8000
// Left alone, the young generation of such a thread grows until the process has 360 MB. With 16 MiB it peaks at 200 to
// 220, with 32 at 210 to 230 and needs less CPU a message, with 64 at 250 (50,000 messages each, Node 24).
// The bound of the old one is never met (a thread holds some 50 MB); with it V8 collects earlier, which saves another 60.
const LIMITS = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 512 }
const ALARM_TICK_MS = 1000

/**
 * Starts the engine in threads of its own, so that neither encrypting nor a slow disk keeps the caller's thread from
 * answering. A thread that dies is started again. Resolves when it is ready to send; rejects when it cannot start.
 *
 * @example
 * await using engine = await startEngine({ database, keys, log, metrics })
 * engine.wake()
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { database, push = {}, threads = 1, maxPerMinute } = options
  let { keys } = options
  const alarms = createAlarms((alarm) => alarmRaised(alarm, options), Date.now)
  const leases = await engineLeases(database)

  function spawn(instance: string): Worker {
    const data: EngineThreadData = { database: database.address, instance, keys, push }
    if (options.encryption !== undefined) data.encryption = options.encryption
    if (maxPerMinute !== undefined)
      data.maxPerMinute = Math.max(1, Math.floor(maxPerMinute / threads))
    const file = new URL(`./engine-thread${extname(import.meta.url)}`, import.meta.url)
    // Of the app's flags only those that lead to sources: --input-type or --eval would break the file's start.
    const execArgv = process.execArgv.filter((flag) => flag.startsWith('--conditions='))
    return new Worker(file, { workerData: data, name: 'belfry-engine', resourceLimits: LIMITS, execArgv }) // prettier-ignore
  }

  const supervisors = Array.from(
    { length: threads },
    () =>
      new EngineSupervisor({
        spawn,
        newInstance: () => `${process.pid}-${randomBytes(6).toString('hex')}`,
        heard,
        async died({ instance, error, restartInMs }) {
          engineDied({ instance, error, restartInMs }, options)
          await leases.free(instance).catch((error: unknown) => {
            options.log.warn(
              { error },
              'its jobs wait until their leases end: they cannot be freed',
            )
          })
        },
      }),
  )

  function heard(message: FromEngine): void {
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
    wake: () => tell({ type: 'wake' }),
    setKeys(next) {
      keys = next
      tell({ type: 'keys', keys })
    },
    stats: () => supervisors.flatMap(({ stats }) => (stats === undefined ? [] : [stats])),
    isWorking: () =>
      supervisors.some(({ isRunning, stats }) => isRunning && stats?.records !== false),
    alarms: () => alarms.current(),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
