import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DatabaseSync } from 'node:sqlite'
import type { NotificationInput } from './notifications/schema.ts'

export interface NotifyOptions {
  /** Default: `default`. */
  site?: string
  /** The same key with the same notification is sent once, however often it is asked for. */
  idempotencyKey?: string
}

/** A client of `pg` with a transaction open: a Client, or a PoolClient. */
export interface PostgresClient {
  query(
    query: string | { text: string; values?: unknown[] },
    values?: unknown[],
  ): Promise<{ rows: unknown[]; rowCount: number | null }>
}

/** A running Belfry, to be mounted in an app. */
export interface Belfry extends AsyncDisposable {
  /**
   * Answers /b/…, /v1/…, /healthz, /readyz and /metrics; mount it under any app that speaks Request and Response.
   * With `incoming` (in Hono on Node: pass `c.env`) one network address can only write so often.
   */
  fetch(request: Request, bindings?: { incoming?: IncomingMessage }): Promise<Response>
  /** The same for node:http and everything built on it. */
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void
  /**
   * Accepts a notification. It is durable when the promise resolves, and is sent in the background.
   * Throws a Refusal with a stable `code` when the notification cannot be sent as it is.
   */
  notify(notification: NotificationInput, options?: NotifyOptions): Promise<{ id: string }>
  /**
   * Accepts a notification in the app's own open transaction: it is sent if and only if the app commits. Synchronous,
   * as everything inside a SQLite transaction must be; throws a Refusal or a DatabaseError synchronously.
   */
  notify(
    notification: NotificationInput,
    options: NotifyOptions & { transaction: DatabaseSync },
  ): { id: string }
  /**
   * Accepts a notification in the transaction that is open on the app's own client of PostgreSQL: it is sent if and
   * only if the app commits. When it is refused, what the app did before in the transaction stays.
   */
  notify(
    notification: NotificationInput,
    options: NotifyOptions & { client: PostgresClient },
  ): Promise<{ id: string }>
  /** A signed token that tells this server who is in front of the page; valid for 12 hours unless told. */
  identify(who: {
    subscriber: string
    /** All topics of access `granted` that this person may have on; one that is left out is turned off. */
    topics?: string[]
    site?: string
    expiresInMs?: number
  }): string
  /** Stops taking requests, finishes what is being done, closes the database. May be called again. */
  close(): Promise<void>
}
