import { within } from './fault.ts'

const TABLE = 'values'

/**
 * A few small values by name, in IndexedDB, which the page and the service worker share. Reads a value
 * and, with `change`, replaces it in the same transaction. Where IndexedDB is missing, refused or stuck
 * (private windows, lockdown modes) there is no value, and a change is lost.
 */
export type Store = (
  name: string,
  change?: (old: unknown) => unknown,
  timeoutMs?: number,
) => Promise<unknown>

export function createStore(indexedDB: () => IDBFactory | undefined): Store {
  return (name, change, timeoutMs = 2000) =>
    within(access(indexedDB, name, change), 'storage', timeoutMs).catch(() => undefined)
}

function access(
  indexedDB: () => IDBFactory | undefined,
  name: string,
  change?: (old: unknown) => unknown,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const factory = indexedDB() as IDBFactory // Without one, this rejects.
    const opening = factory.open('belfry', 1)
    opening.addEventListener('error', reject)
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(TABLE))
    opening.addEventListener('success', () => {
      const database = opening.result
      const transaction = database.transaction(TABLE, 'readwrite')
      const table = transaction.objectStore(TABLE)
      const reading = table.get(name)
      reading.addEventListener('success', () => {
        if (change) table.put(change(reading.result), name)
      })
      transaction.addEventListener('abort', reject)
      transaction.addEventListener('complete', () => {
        database.close()
        resolve(reading.result)
      })
    })
  })
}
