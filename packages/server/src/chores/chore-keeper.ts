import { randomUUID } from 'node:crypto'
import type { Database } from '../database/database.ts'
import type { StatementDatabase, StatementValues, Statement } from '../database/statement.ts'
import type { Log } from '../telemetry/logger.ts'
import type { Chore } from './chore.ts'
import { CHORES } from './chore-statements.ts'

export interface ChoreKeeperOptions<Tx> {
  database: StatementDatabase<Tx> & Pick<Database, 'isAway'>
  chores: readonly Chore[]
  log: Log
  now: () => number
  lookEveryMs?: number
  leaseMs?: number
}

interface Running {
  abort: AbortController
  ended: Promise<void>
}

const LOOK_EVERY_MS = 5000
// A process without a heartbeat for so long loses its chore to the next one that polls.
const LEASE_MS = 60_000
const AGAIN_MS = 60_000

/** Does the due chores that no other process is doing, in this process, until it is disposed of. */
export class ChoreKeeper<Tx> implements AsyncDisposable {
  readonly #options: ChoreKeeperOptions<Tx>
  readonly #owner = randomUUID()
  readonly #leaseMs: number
  readonly #running = new Map<string, Running>()
  readonly #timers: readonly NodeJS.Timeout[]
  #declared = false
  #isFailing = false
  #looking: Promise<void> | undefined
  #closed = false

  constructor(options: ChoreKeeperOptions<Tx>) {
    this.#options = options
    this.#leaseMs = options.leaseMs ?? LEASE_MS
    this.#timers = [
      setInterval(() => this.look(), options.lookEveryMs ?? LOOK_EVERY_MS),
      setInterval(() => void this.#holdAll(), this.#leaseMs / 4),
    ]
    this.look()
  }

  /** Polls for due chores at once. */
  look(): void {
    if (this.#closed) return
    this.#looking ??= this.#takeDue().finally(() => {
      this.#looking = undefined
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
    await this.#looking
    for (const { abort } of this.#running.values()) abort.abort(new Error('the process stops'))
    await Promise.all(Array.from(this.#running.values(), ({ ended }) => ended))
  }

  async #takeDue(): Promise<void> {
    const { database, chores, log } = this.#options
    try {
      if (!this.#declared) await this.#declareAll()
      const { rows } = await database.statements.run(database.connection, CHORES.due, this.#values())
      const due = new Set((rows as { name: string }[]).map(({ name }) => name))
      for (const chore of chores) {
        if (this.#closed || !due.has(chore.name) || this.#running.has(chore.name)) continue
        if (await this.#write(CHORES.take, chore)) this.#start(chore)
      }
      this.#isFailing = false
    } catch (error) {
      if (!this.#isFailing) log.warn({ error }, 'chores wait: the database does not say which are due')
      this.#isFailing = true
    }
  }

  async #declareAll(): Promise<void> {
    for (const chore of this.#options.chores) await this.#write(CHORES.declare, chore)
    this.#declared = true
  }

  #start(chore: Chore): void {
    const abort = new AbortController()
    const ended = this.#run(chore, abort.signal).finally(() => this.#running.delete(chore.name))
    this.#running.set(chore.name, { abort, ended })
  }

  async #run(chore: Chore, signal: AbortSignal): Promise<void> {
    const { database, log } = this.#options
    try {
      const told = await chore.run(signal)
      await this.#write(CHORES.done, chore)
      if (told !== undefined) log.info({ chore: chore.name, ...told }, 'chore done')
    } catch (error) {
      if (!signal.aborted) {
        const fields = { chore: chore.name, error }
        if (database.isAway(error)) log.warn(fields, 'a chore waits for the database')
        else log.error(fields, 'a chore failed: tried again later')
      }
      // If this fails too, the chore is free when the lease ends.
      await this.#write(CHORES.failed, chore, signal.aborted ? 0 : AGAIN_MS).catch(() => false)
    }
  }

  async #holdAll(): Promise<void> {
    for (const chore of this.#options.chores) {
      const running = this.#running.get(chore.name)
      if (running === undefined) continue
      // The database is away for a moment: there are three more renewals before the lease ends.
      const isHeld = await this.#write(CHORES.hold, chore).catch(() => true)
      if (!isHeld && this.#running.get(chore.name) === running)
        running.abort.abort(new Error('another process is at it'))
    }
  }

  /** True when it concerned a row. */
  async #write(change: Statement, { name, everyMs }: Chore, again?: number): Promise<boolean> {
    const { database } = this.#options
    const values = { ...this.#values(), name, every: everyMs, owner: this.#owner, again }
    const { rowCount } = await database.atomically((tx) => database.statements.run(tx, change, values))
    return rowCount === 1
  }

  #values(): StatementValues {
    return { now: this.#options.now(), lease: this.#leaseMs }
  }
}
