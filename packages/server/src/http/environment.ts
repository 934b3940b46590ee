import type { HttpBindings } from '@hono/node-server'
import type { FigureDates } from './figure-dates.ts'
import type { Told } from './told.ts'

/** The part of the requested site that the routes need. */
export interface RequestSite {
  id: string
  /** Absolute. */
  url: string | null
  /** Whose pages may subscribe. */
  origins: readonly string[]
}

/** The rights of a request: those of its API key, or of the operator who is signed in. */
export interface RequestApiKey {
  id: string
  /** The id of the operator, where no key is used. */
  operator?: string
  /** `server`: it may act for every site, and make new ones. */
  reach: 'site' | 'server'
  scopes: readonly string[]
  /** The only topics that it sends to; none: to all, and to whom else it likes. */
  topics?: readonly string[]
  /** The days of which it reads figures; none: all. */
  dates?: FigureDates | null
}

/** The context of a request. The bindings are absent when an app calls `fetch` itself. */
export interface HttpEnv {
  Bindings: Partial<HttpBindings>
  Variables: {
    /** Set on /b/:site/…, and on /v1/… to the site of the API key. */
    site: RequestSite
    /** Set where an API key is required. */
    apiKey: RequestApiKey
    /** The prefix of Belfry's paths for a browser: '' at the root of the site. */
    prefix: string
    /** Set where an API key is required. */
    told: Told
    /** What was asked for, once a handler has it. */
    operation: { id: string; scope: string; isTold: boolean } | undefined
  }
}
