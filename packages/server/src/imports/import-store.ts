import type { Queries } from '../database/database.ts'

/** A subscription of a file, checked. */
export interface ImportRow {
  line: number
  siteId: string
  endpoint: string
  endpointHash: Buffer
  service: string
  p256dh: Uint8Array
  auth: Uint8Array
  vapidKeyId: string
  /** External id; null: anonymous. */
  subscriber: string | null
  locale: string | null
  timeZone: string | null
  expirationTime: number | null
  createdAt: number
  topics: readonly string[]
}

export interface NewSubscriber {
  id: number
  siteId: string
  externalId: string | null
  locale: string | null
  timeZone: string | null
  createdAt: number
}

export interface NewSubscription {
  row: ImportRow
  subscriberId: number
}

export interface FoundSubscriber {
  id: number
  externalId: string
  /** Active subscriptions. */
  active: number
}

/**
 * The statements of an import, one for a thousand rows, in the transaction `tx`.
 */
export interface ImportStatements {
  /** The existing ones of these endpoints, in any state. */
  findPresent(tx: Queries, siteId: string, endpointHashes: readonly Buffer[]): Promise<Uint8Array[]>
  findSubscribers(tx: Queries, siteId: string, externalIds: readonly string[]): Promise<FoundSubscriber[]>
  /** So many unused ids of subscribers. */
  reserveSubscribers(tx: Queries, count: number): Promise<number[]>
  insertSubscribers(tx: Queries, subscribers: readonly NewSubscriber[], now: number): Promise<void>
  insertSubscriptions(tx: Queries, subscriptions: readonly NewSubscription[], now: number): Promise<void>
  /** Turns their topics on, unless the person has chosen already. */
  insertPreferences(tx: Queries, subscriptions: readonly NewSubscription[], now: number): Promise<void>
  /** Skips the flush: a power cut loses the rows and the mark of progress together, so the import repeats them. */
  hurry(tx: Queries): Promise<void>
  /** Updates the database's statistics, so that it plans for a million rows and not for none. */
  analyze(db: Queries): Promise<void>
}
