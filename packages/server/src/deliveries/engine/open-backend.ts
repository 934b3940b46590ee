import type { Database } from '../../database/database.ts'
import { openDatabase } from '../../database/open-database.ts'
import { openPostgresQueue } from '../../queue/postgres-queue.ts'
import type { QueueEvent } from '../../queue/queue-event.ts'
import type { QueueWorker, Queue } from '../../queue/queue.ts'
import { SqliteQueue } from '../../queue/sqlite-queue.ts'
import type { DeliveryStore } from '../delivery-store.ts'
import { postgresDeliveryStore } from '../postgres/postgres-delivery-store.ts'
import { sqliteDeliveryStore } from '../sqlite/sqlite-delivery-store.ts'

/** What an engine works on. */
export interface Backend {
  database: Pick<Database, 'close'>
  store: DeliveryStore
  queue: Pick<Queue<never>, 'wake'> &
    AsyncDisposable & { work: (...args: Parameters<Queue<never>['work']>) => QueueWorker }
}

export interface BackendOptions {
  address: string
  instance: string
  report: (event: QueueEvent) => void
  now?: () => number
  random?: () => number
}

// Enough for the pages of a batch; the rest of the memory is the app's.
const CACHE_MIB = 8
// One transaction writes outcomes, one plans, some batches are read; each worker process has as many.
const CONNECTIONS = 8
// Its largest statement takes a fraction of a second; on a machine that has too much to do, some.
const PATIENCE_MS = 15_000

/** Opens the database of an engine's thread, with the store and the queue that belong to its kind. */
export async function openBackend({ address, ...options }: BackendOptions): Promise<Backend> {
  const database = await openDatabase(address, {
    migrate: false,
    cacheMiB: CACHE_MIB,
    connections: CONNECTIONS,
    patienceMs: PATIENCE_MS,
  })
  switch (database.dialect) {
    case 'sqlite': {
      const queue = new SqliteQueue(database, options)
      return { database, queue, store: sqliteDeliveryStore(database, queue, options.now) }
    }
    case 'postgres': {
      const queue = await openPostgresQueue(database, options)
      return { database, queue, store: postgresDeliveryStore(database, queue, options.now) }
    }
  }
}
