import type { Store } from './store.ts'

/** What this browser knows of its own registration with the server. */
export interface Remembered {
  /** What the user last chose; the browser's permission stays "granted" after "off". */
  wish?: 'on' | 'off'
  /** The endpoint the server last acknowledged, and what it answered. */
  endpoint?: string
  handle?: string
  keyId?: string
  /** Digest of the identity the server last acknowledged; '' is "signed out". */
  who?: string
  /** Locale, time zone and browser as the server last heard them. */
  about?: string
  /** When the server last acknowledged, in milliseconds since the epoch. */
  seen?: number
  /** The server was told to forget `endpoint`; handle and endpoint still prove who this was. */
  retired?: boolean
  /** Orders the two copies. */
  written: number
}

export interface Memory {
  read(): Promise<Remembered>
  write(next: Omit<Remembered, 'written'>): Promise<Remembered>
}

/**
 * Remembers in localStorage (pages only: synchronous, tells other tabs) and in IndexedDB (the service
 * worker reads and writes it too, and it survives an app that calls localStorage.clear()). The copy
 * written last wins.
 */
export function createMemory(
  name: string,
  store: Store,
  pageStorage: () => Storage | undefined,
  now: () => number,
): Memory {
  let latest: Remembered = { written: 0 }

  async function read(): Promise<Remembered> {
    for (const copy of [readPage(), await store.read(name)]) {
      if (isRemembered(copy) && copy.written > latest.written) latest = copy
    }
    return latest
  }

  function readPage(): unknown {
    try {
      return JSON.parse(pageStorage()?.getItem(name) ?? 'null')
    } catch {
      return undefined // Storage is blocked or the text is not ours: the other copy decides.
    }
  }

  return {
    read,
    async write(next) {
      const written = Math.max(now(), latest.written + 1)
      const copy: Remembered = { ...next, written }
      latest = copy
      try {
        pageStorage()?.setItem(name, JSON.stringify(copy))
      } catch {
        // Blocked or full: IndexedDB, or else this page's own memory, has it.
      }
      await store.update(name, () => copy)
      return copy
    },
  }
}

function isRemembered(value: unknown): value is Remembered {
  return (
    typeof value === 'object' && value !== null && typeof (value as Remembered).written === 'number'
  )
}
