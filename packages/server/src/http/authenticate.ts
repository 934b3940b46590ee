import type { MiddlewareHandler } from 'hono'
import { householdOf, type ReadClientAddress } from '../limits/client-address.ts'
import { TokenBuckets, type Budget } from '../limits/token-buckets.ts'
import type { HttpEvents } from './events.ts'
import type { HttpEnv, RequestApiKey, RequestSite } from './environment.ts'
import { problemAnswer } from './problem-answer.ts'

const CHALLENGE = { 'www-authenticate': 'Bearer realm="belfry"' }

/**
 * The rights of an API key: the site to act for (the key's, or the requested one) and its scopes. Undefined when the
 * key is none of this server, or is no longer valid. Throws Refusal `site-not-granted`,
 * `api-key-address` or `site-unknown`.
 */
export type GrantOf = (
  apiKey: string,
  site: string | undefined,
  /** Whom the request comes from; undefined where nobody knows. */
  address: string | undefined,
) => Promise<{ site: RequestSite; apiKey: RequestApiKey } | undefined>

export interface KeyNeeds {
  grantOf: GrantOf
  clientAddress: ReadClientAddress
  now: () => number
  keyFailed: HttpEvents['keyFailed']
}

// Nobody guesses 256 random bits. This keeps the log readable and the database out of it.
const FAILURES: Budget = { name: 'failures', burst: 20, perMinute: 20 }

/** Lets a request with an API key pass, and sets the site it acts for: `?site=`, or that of the key. */
export function authenticate({ grantOf, clientAddress, now, keyFailed }: KeyNeeds): MiddlewareHandler<HttpEnv> {
  const failures = new TokenBuckets(FAILURES)
  return async (c, next) => {
    const address = clientAddress(c.env?.incoming?.socket?.remoteAddress, (name) => c.req.header(name))
    const [, key] = /^Bearer +(\S{1,200})$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (key === undefined) return problemAnswer('api-key-missing', { headers: CHALLENGE })
    // A right key passes whatever others try from its address: an attacker must not be able to lock anybody out.
    const grant = await grantOf(key, c.req.query('site'), address)
    if (!grant) {
      const from = address === undefined ? undefined : householdOf(address)
      keyFailed({ from })
      const { waitMs } = failures.take(from ?? '', now())
      if (waitMs === 0) return problemAnswer('api-key-invalid', { headers: CHALLENGE })
      return problemAnswer('api-key-attempts', { headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } })
    }
    c.set('site', grant.site)
    c.set('apiKey', grant.apiKey)
    await next()
    return undefined
  }
}
