import type { Database } from '../../database/database.ts'
import { openDatabase } from '../../database/open-database.ts'
import { createDigestIntake } from '../../digests/sending/digest-intake.ts'
import { openPostgresQueue } from '../../queue/postgres-queue.ts'
import type { QueueEvent } from '../../queue/queue-event.ts'
import type { QueueWorker, Queue } from '../../queue/queue.ts'
import { SqliteQueue } from '../../queue/sqlite-queue.ts'
import type { DeliveryGate } from '../delivery-gate.ts'
import type { DeliveryStore } from '../delivery-store.ts'
import type { DigestIntake } from '../digest-intake.ts'
import { createDeliveryStore } from '../store/create-delivery-store.ts'
import { postgresOutcomeRows } from '../store/postgres-outcome-rows.ts'
import { sqliteOutcomeRows } from '../store/sqlite-outcome-rows.ts'
import { promptLanesOf, type Duty } from './duty.ts'
import { openGates, type GateNeeds } from './open-gates.ts'

/** The store and queue of an engine, and the gates that its deliveries pass. */
export interface Backend {
  database: Pick<Database, 'close'>
  store: DeliveryStore
  gates: readonly DeliveryGate[]
  digests: DigestIntake
  queue: Pick<Queue<never>, 'wake'> &
    AsyncDisposable & { work: (...args: Parameters<Queue<never>['work']>) => QueueWorker }
}

export interface BackendOptions extends GateNeeds {
  address: string
  instance: string
  duty?: Duty
  report: (event: QueueEvent) => void
  now?: () => number
  random?: () => number
}

// Enough for the pages of a batch; the rest of the memory is for the app.
const CACHE_MIB = 8
// One transaction writes outcomes, one plans, some batches are read; each worker process has as many.
const CONNECTIONS = 8
// Its largest statement takes a fraction of a second; on an overloaded machine, some seconds.
const PATIENCE_MS = 15_000

/** Opens the database of an engine's thread, with the store and the queue that belong to its kind. */
export async function openBackend({ address, duty = 'everything', ...options }: BackendOptions): Promise<Backend> {
  const database = await openDatabase(address, {
    migrate: false,
    cacheMiB: CACHE_MIB,
    connections: CONNECTIONS,
    patienceMs: PATIENCE_MS,
  })
  const clock = options.now === undefined ? {} : { now: options.now }
  switch (database.dialect) {
    case 'sqlite': {
      const queue = new SqliteQueue(database, options)
      const rows = sqliteOutcomeRows(database.raw)
      const store = createDeliveryStore({ ...clock, database, rows, jobs: queue })
      return { database, queue, store, gates: openGates(database, options), digests: createDigestIntake(database) }
    }
    case 'postgres': {
      const queue = await openPostgresQueue(database, {
        ...options,
        announced: promptLanesOf(duty),
        supervises: duty !== 'urgent', // the other thread of its process does
      })
      const rows = postgresOutcomeRows
      const store = createDeliveryStore({ ...clock, database, rows, jobs: queue })
      return { database, queue, store, gates: openGates(database, options), digests: createDigestIntake(database) }
    }
  }
}
