import type { IncomingMessage } from 'node:http'
import type { DatabaseSync } from 'node:sqlite'
import type { Belfry } from 'belfry'
import type { Strings } from './languages/en.ts'

/** The parameters of the site's rooms: its database, its Belfry, its address and its clock. */
export interface Site {
  db: DatabaseSync
  belfry: Pick<Belfry, 'fetch' | 'notify' | 'identify'>
  /** The address people open; its protocol decides whether cookies are `Secure`. */
  url: URL
  now: () => number
}

/** The context of each request. */
export interface SiteEnv {
  /** The connection, as @hono/node-server passes it; absent in tests that call the app directly. */
  Bindings: { incoming?: IncomingMessage }
  Variables: {
    language: string
    t: Strings
    /** The session's token for forms; only where the owner is signed in. */
    csrf: string
  }
}
