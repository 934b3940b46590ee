import type { Fallback } from './payload.ts'

/** How the worker joins its site. */
export interface WorkerOptions {
  /** Belfry's path for the site; by default the path that sw.js came from, else `/b/default`. */
  base?: string
  /** The notification for a push that cannot be read; the page's createClient({ fallback }) overrides it. */
  fallback?: Partial<Fallback>
  /** `ignore` leaves pushes without a Belfry id to the host's own handler, which must then show. */
  foreign?: 'show' | 'ignore'
  /** Stops later handlers of the host from showing what Belfry shows. */
  exclusive?: boolean
}
