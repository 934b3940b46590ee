import type { Store } from './store.ts'

/** The site's name for the words that a person said yes to, and the page. */
export interface Consent {
  wording: string
  path?: string | undefined
}

/** What stands on the screen in place of a content. */
export interface Notice {
  title: string
  body: string
  lang: string
  /** The page that a click opens; the id follows. */
  open: string
  /** The worker may fetch the content before it shows. */
  ask?: boolean
}

/** This browser's memory of its registration with the server. */
export interface Remembered {
  /** The user's last choice; the browser's permission stays "granted" after "off". */
  wish?: 'on' | 'off' | undefined
  /** The topics chosen with it, for a server that missed or lost them. */
  topics?: readonly string[] | undefined
  /** A yes that the server has not heard of yet. */
  consent?: Consent | undefined
  /** The endpoint that the server last acknowledged, and its answer. */
  endpoint?: string | undefined
  handle?: string | undefined
  keyId?: string | undefined
  /** The server's words for a push that carries nothing but an id. */
  notice?: Notice | undefined
  /** Digest of the identity the server last acknowledged; '' is "signed out". */
  who?: string | undefined
  /** Digest of the person who turned it on; '' when nobody was signed in. */
  person?: string | undefined
  /** Another person is at the page now, so it rests until the owner is back. */
  away?: boolean | undefined
  /** When the server last acknowledged, in milliseconds since the epoch. */
  seen?: number | undefined
  /** The server has ended `endpoint`; together with the handle, it still proves who this was. */
  retired?: boolean | undefined
  /** Until when not to ask again, in milliseconds since the epoch: by topic, `*` for what names none. */
  declined?: Readonly<Record<string, number>> | undefined
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
      const stored = await store(name)
      return (latest = newer(latest, stored)) // `latest` as it is now: something may have been written meanwhile.
    },
    async write(next) {
      const remembered = (latest = { ...next, written: Math.max(now(), latest.written + 1) })
      await store(name, () => remembered)
      return remembered
    },
  }
}

/** Of two copies the one that was written last. */
export function newer(one: Remembered, other: unknown): Remembered {
  const copy = other as Remembered | null | undefined
  return copy && copy.written > one.written ? copy : one
}
