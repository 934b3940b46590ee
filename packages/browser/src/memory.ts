import type { Store } from './store.ts'

/** What this browser knows of its own registration with the server. */
export interface Remembered {
  /** What the user last chose; the browser's permission stays "granted" after "off". */
  wish?: 'on' | 'off' | undefined
  /** The topics they chose with it, for a server that has not heard or has forgotten. */
  topics?: readonly string[] | undefined
  /** The endpoint the server last acknowledged, and what it answered. */
  endpoint?: string | undefined
  handle?: string | undefined
  keyId?: string | undefined
  /** Digest of the identity the server last acknowledged; '' is "signed out". */
  who?: string | undefined
  /** When the server last acknowledged, in milliseconds since the epoch. */
  seen?: number | undefined
  /** The server was told to forget `endpoint`; it still proves, with the handle, who this was. */
  retired?: boolean | undefined
  /** When this was written; the newer of two copies counts. */
  written: number
}

export interface Memory {
  read(): Promise<Remembered>
  write(next: Partial<Remembered>): Promise<Remembered>
}

/** Remembers in IndexedDB, which the page and the service worker share. */
export function createMemory(name: string, store: Store, now: () => number): Memory {
  let latest: Remembered = { written: 0 }

  return {
    async read() {
      return (latest = newer(latest, await store(name)))
    },
    async write(next) {
      latest = { ...next, written: Math.max(now(), latest.written + 1) }
      await store(name, () => latest)
      return latest
    },
  }
}

/** Of two copies the one that was written last. */
export function newer(one: Remembered, other: unknown): Remembered {
  const copy = other as Remembered | null | undefined
  return copy && copy.written > one.written ? copy : one
}
