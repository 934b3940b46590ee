import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DatabaseSync } from 'node:sqlite'
import type { NotificationInput } from './notifications/schema.ts'
import type { NotificationPreview } from './previews/answer-schema.ts'

export interface NotifyOptions {
  /** Default: `default`. */
  site?: string | undefined
  /** The same key with the same notification is sent once, even if the request is repeated. */
  idempotencyKey?: string | undefined
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
   * With `{ incoming }` of node:http (in Hono on Node: pass `c.env`) one network address can only write so often. Other
   * bindings do no harm: `export default belfry` works where a runtime takes an object with `fetch`.
   */
  readonly fetch: (request: Request, bindings?: unknown) => Promise<Response>
  /**
   * The same for node:http and everything built on it. As a middleware (`app.use(belfry.listener)`) it leaves every
   * other path to those that follow.
   */
  readonly listener: (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void) => void
  /**
   * Accepts a notification. It is durable when the promise resolves, and is sent in the background.
   * Throws a Refusal with a stable `code` when the notification cannot be sent as it is.
   */
  notify(notification: NotificationInput, options?: NotifyOptions): Promise<{ id: string }>
  /**
   * Accepts a notification in the app's own open transaction: it is sent if and only if the app commits. Synchronous,
   * as everything inside a SQLite transaction must be; throws a Refusal or a DatabaseError synchronously.
   */
  notify(notification: NotificationInput, options: NotifyOptions & { transaction: DatabaseSync }): { id: string }
  /**
   * Accepts a notification in the transaction that is open on the app's own client of PostgreSQL: it is sent if and
   * only if the app commits. When it is refused, the app's earlier changes in the transaction stay.
   */
  notify(notification: NotificationInput, options: NotifyOptions & { client: PostgresClient }): Promise<{ id: string }>
  /**
   * Says how many would get a notification now, later or not, and why; sends nothing. Throws what `notify` throws. Of a
   * large audience it is an estimate, and says so.
   */
  preview(notification: NotificationInput, options?: { site?: string | undefined }): Promise<NotificationPreview>
  /**
   * A signed token that names the person at the page for this server; valid for 12 hours by default. Throws Refusal
   * `site-unknown`, also for a second after another process has made the site.
   */
  identify(who: {
    subscriber: string
    /** All topics of access `granted` that this person may have on; an omitted one is turned off. */
    topics?: readonly string[] | undefined
    site?: string | undefined
    expiresInMs?: number | undefined
  }): string
  /**
   * Makes a link to a page of Belfry where the person chooses topics, pauses and quiet hours without signing in: for
   * mails, and for an account page to embed. Valid for 90 days by default. Throws Refusal `subscriber-unknown`.
   */
  preferencesLink(who: {
    subscriber: string
    /** Granted topics that the person may turn on by it. */
    topics?: readonly string[] | undefined
    site?: string | undefined
    expiresInMs?: number | undefined
  }): Promise<{
    /** Absolute where the site's URL is known. */
    url: string
    /** From Belfry's host on, for a site whose Belfry has a host of its own. */
    path: string
    /** Milliseconds since the epoch. */
    expiresAt: number
  }>
  /**
   * Signs a person out everywhere, for a new password or a lost device: their subscriptions end, and identity tokens
   * from before are refused. With `only: 'grants'` the granted topics are taken back and nothing else, for somebody who
   * is no longer staff.
   * May be repeated. Throws Refusal `site-unknown`.
   *
   * @example
   * await belfry.signOut({ subscriber: 'account-42' })
   */
  signOut(who: {
    subscriber: string
    /** Only the topics that the site has granted: subscriptions and open topics stay. */
    only?: 'grants' | undefined
    site?: string | undefined
  }): Promise<{ subscriptions: number; topics: string[] }>
  /**
   * Makes a link at which the first owner of the dashboard makes an account: it works once, for 24 hours. Undefined
   * once there is an operator, and where the dashboard is off or has the app's sign-in.
   */
  setUpLink(): Promise<
    | {
        /** Absolute where the site's URL is known. */
        url: string
        /** From Belfry's host on. */
        path: string
        /** Milliseconds since the epoch. */
        expiresAt: number
      }
    | undefined
  >
  /** Stops taking requests, finishes those under way, closes the database. May be called again. */
  close(): Promise<void>
}
