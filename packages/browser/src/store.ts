import { within } from './fault.ts'

const TABLE = 'values'

/**
 * A few small values by name, in IndexedDB, which the page and the service worker share. Reads a value
 * and, with `change`, replaces it in the same transaction. Where IndexedDB is missing, refused or stuck
 * (private windows, lockdown modes) there is no value, and a change is lost.
 */
export type Store = (name: string, change?: (old: unknown) => unknown, timeoutMs?: number) => Promise<unknown>

export function createStore(indexedDB: () => IDBFactory | undefined): Store {
  return (name, change, timeoutMs = 2000) =>
    within(access(indexedDB, name, change), 'storage', timeoutMs).catch(() => undefined)
}

async function access(
  indexedDB: () => IDBFactory | undefined,
  name: string,
  change?: (old: unknown) => unknown,
): Promise<unknown> {
  const factory = indexedDB() as IDBFactory // Without one, this rejects.
  const opening = factory.open('belfry', 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(TABLE))
  const database = await result(opening)
  const table = database.transaction(TABLE, 'readwrite').objectStore(TABLE)
  const value = await result<unknown>(table.get(name))
  if (change) await result(table.put(change(value), name))
  database.close()
  return value
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', reject)
  })
}
