import { settle } from './answer.ts'

/**
 * A few small values by name, in IndexedDB, which the page and the service worker share. When
 * IndexedDB is missing, refused or stuck (private windows, lockdown modes) the values live as long as
 * this store does.
 */
export interface Store {
  read(name: string, timeoutMs?: number): Promise<unknown>
  /** Replaces a value by what `change` makes of it, in one transaction. */
  update(name: string, change: (old: unknown) => unknown): Promise<void>
}

const TABLE = 'values'

export function createStore(factory: () => IDBFactory | undefined): Store {
  const fallback = new Map<string, unknown>()

  async function run(
    mode: IDBTransactionMode,
    work: (table: IDBObjectStore, done: (value: unknown) => void) => void,
  ): Promise<unknown> {
    const database = await open(factory())
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(TABLE, mode)
        let result: unknown
        transaction.addEventListener('complete', () => resolve(result))
        transaction.addEventListener('abort', () =>
          reject(transaction.error ?? new Error('aborted')),
        )
        work(transaction.objectStore(TABLE), (value) => (result = value))
      })
    } finally {
      database.close()
    }
  }

  return {
    async read(name, timeoutMs = 2000) {
      const reading = run('readonly', (table, done) => {
        const request = table.get(name)
        request.addEventListener('success', () => done(request.result))
      })
      const answer = await settle(reading, 'storage', timeoutMs)
      return (answer.ok ? answer.value : undefined) ?? fallback.get(name)
    },
    async update(name, change) {
      fallback.set(name, change(fallback.get(name)))
      const writing = run('readwrite', (table) => {
        const request = table.get(name)
        request.addEventListener('success', () => table.put(change(request.result), name))
      })
      await settle(writing, 'storage', 2000)
    },
  }
}

function open(factory: IDBFactory | undefined): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (!factory) throw new Error('no IndexedDB')
    const request = factory.open('belfry', 1)
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(TABLE))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('cannot open')))
  })
}
