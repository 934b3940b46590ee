import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from './environment.ts'

/** The deprecation of an operation. Dates are ISO 8601, such as `2027-03-01`. */
export interface Deprecation {
  since: string
  /** The date after which it may be removed. */
  sunset?: string
  /** The replacement, for the reference. */
  instead: string
}

/**
 * Adds the headers of a deprecated operation to each of its answers: Deprecation (RFC 9745, a date of RFC 9651), Sunset
 * (RFC 8594, an HTTP date), and a link to its replacement in the reference.
 */
export function announceDeprecation(id: string, { since, sunset }: Deprecation): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    c.header('deprecation', `@${Date.parse(since) / 1000}`)
    if (sunset !== undefined) c.header('sunset', new Date(sunset).toUTCString())
    c.header('link', `<${c.get('prefix')}/v1/docs#${id}>; rel="deprecation"; type="text/html"`, { append: true })
  }
}
