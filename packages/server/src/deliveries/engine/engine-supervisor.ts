import type { Worker } from 'node:worker_threads'
import { backoff } from '../../queue/backoff.ts'
import type { EngineStats } from '../sending/delivery-engine.ts'
import type { FromEngine, ToEngine } from './engine-messages.ts'

export interface EngineSupervisorOptions {
  spawn: (instance: string) => Worker
  newInstance: () => string
  heard: (message: FromEngine) => void
  /** The thread is gone and its leases are to be freed; called before the next one starts. */
  died: (death: { instance: string; error: string; restartInMs: number }) => Promise<void>
  silenceMs?: number
  random?: () => number
}

const RESTART = { baseMs: 200, capMs: 30_000 }
// A thread reports its figures every second. One that is silent for so long is stuck.
const SILENCE_MS = 30_000
const LIVED_WELL_MS = 60_000
// After the time to drain: it records its outcomes, and closes.
const GRACE_MS = 1900

/** Keeps one engine thread running: starts it again when it dies or falls silent, until it is stopped. */
export class EngineSupervisor {
  readonly #options: EngineSupervisorOptions
  readonly #ready = Promise.withResolvers<void>()
  #worker: Worker | undefined
  #instance = ''
  #stats: EngineStats | undefined
  #error: Error | undefined
  #deaths = 0
  #startedAt = 0
  #heardAt = 0
  #everReady = false
  #stopping = false
  #restart: NodeJS.Timeout | undefined
  readonly #watch: NodeJS.Timeout

  constructor(options: EngineSupervisorOptions) {
    this.#options = options
    this.#ready.promise.catch(() => {}) // callers that await `ready` get the error; awaiting is optional
    this.#watch = setInterval(() => this.#checkSilence(), 1000)
    this.#watch.unref()
    this.#start()
  }

  /** Rejects when the first thread cannot start. */
  get ready(): Promise<void> {
    return this.#ready.promise
  }

  get isRunning(): boolean {
    return this.#worker !== undefined && !this.#stopping
  }

  get stats(): EngineStats | undefined {
    return this.#stats
  }

  tell(message: ToEngine): void {
    this.#worker?.postMessage(message)
  }

  /** Lets the thread drain, and ends it by force when it takes longer. */
  async stop(drainMs: number): Promise<void> {
    this.#stopping = true
    clearInterval(this.#watch)
    clearTimeout(this.#restart)
    const worker = this.#worker
    if (worker === undefined) return
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    this.tell({ type: 'stop', drainMs })
    const force = setTimeout(() => void worker.terminate(), drainMs + GRACE_MS)
    await ended
    clearTimeout(force)
  }

  #start(): void {
    this.#instance = this.#options.newInstance()
    this.#startedAt = performance.now()
    this.#heardAt = this.#startedAt
    this.#error = undefined
    const worker = this.#options.spawn(this.#instance)
    this.#worker = worker
    worker.on('message', (message: FromEngine) => this.#onMessage(message))
    worker.on('error', (error) => {
      this.#error = error instanceof Error ? error : new Error(String(error))
    })
    worker.once('exit', (code) => void this.#onExit(code))
  }

  #onMessage(message: FromEngine): void {
    this.#heardAt = performance.now()
    if (message.type === 'stats') this.#stats = message.stats
    if (message.type === 'ready') {
      this.#everReady = true
      this.#ready.resolve()
    }
    this.#options.heard(message)
  }

  async #onExit(code: number): Promise<void> {
    this.#worker = undefined
    this.#stats = undefined
    if (this.#stopping) return
    const error = this.#error ?? new Error(`the thread ended with code ${code}`)
    if (!this.#everReady) {
      this.#ready.reject(error)
      return
    }
    if (performance.now() - this.#startedAt > LIVED_WELL_MS) this.#deaths = 0
    this.#deaths += 1
    const { random = Math.random } = this.#options
    const restartInMs = backoff(this.#deaths, RESTART, random)
    try {
      await this.#options.died({ instance: this.#instance, error: error.message, restartInMs })
    } catch {
      // Its leases could not be freed, as `died` has reported: they end by themselves. An error thrown here would end
      // the app.
    }
    if (!this.#stopping) this.#restart = setTimeout(() => this.#start(), restartInMs)
  }

  #checkSilence(): void {
    const { silenceMs = SILENCE_MS } = this.#options
    if (this.#worker === undefined || performance.now() - this.#heardAt < silenceMs) return
    this.#error = new Error(`the thread was silent for ${silenceMs} ms`)
    void this.#worker.terminate()
  }
}
