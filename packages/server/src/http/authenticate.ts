import type { Context, MiddlewareHandler, Next } from 'hono'
import { householdOf, type ReadClientAddress } from '../limits/client-address.ts'
import { TokenBuckets, type Budget } from '../limits/token-buckets.ts'
import { requireDashboardPage, saysDashboard } from './dashboard-page.ts'
import type { HttpEvents } from './events.ts'
import type { HttpEnv, RequestApiKey, RequestSite } from './environment.ts'
import type { RefuseOften } from './limit-keys.ts'
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
) => Promise<Grant | undefined>

interface Grant {
  site: RequestSite
  apiKey: RequestApiKey
}

/**
 * The rights of the operator who is signed in; undefined when nobody is. Throws Refusal `site-not-granted` or
 * `site-unknown`.
 */
export type OperatorGrantOf = (
  request: Request,
  site: string | undefined,
  from: {
    address: string | undefined
    /** The prefix of Belfry's paths for this browser. */
    prefix: string
  },
) => Promise<Grant | undefined>

export interface KeyNeeds {
  grantOf: GrantOf
  /** Where there is a dashboard. */
  operatorGrantOf: OperatorGrantOf | undefined
  clientAddress: ReadClientAddress
  now: () => number
  keyFailed: HttpEvents['keyFailed']
  refuseOften: RefuseOften
}

// Nobody guesses 256 random bits. This keeps the log readable and the database out of it.
const FAILURES: Budget = { name: 'failures', burst: 20, perMinute: 20 }

/**
 * Lets a request with an API key pass, or one of the dashboard with an operator's session, and sets the site it acts
 * for: `?site=`, or that of the key.
 */
export function authenticate(needs: KeyNeeds): MiddlewareHandler<HttpEnv> {
  const { grantOf, operatorGrantOf, clientAddress, now, keyFailed, refuseOften } = needs
  const pass = async (c: Context<HttpEnv>, { site, apiKey }: Grant, next: Next) => {
    const refusal = await refuseOften(apiKey)
    if (refusal !== undefined) return refusal
    c.set('site', site)
    c.set('apiKey', apiKey)
    await next()
    return undefined
  }
  const failures = new TokenBuckets(FAILURES)
  return async (c, next) => {
    const address = clientAddress(c.env?.incoming?.socket?.remoteAddress, (name) => c.req.header(name))
    const [, key] = /^Bearer +(\S{1,200})$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (key === undefined) {
      if (operatorGrantOf === undefined || !saysDashboard(c)) {
        return problemAnswer('api-key-missing', { headers: CHALLENGE })
      }
      requireDashboardPage(c)
      const from = { address, prefix: c.get('prefix') }
      const grant = await operatorGrantOf(c.req.raw, c.req.query('site'), from)
      if (!grant) return problemAnswer('session-missing')
      return pass(c, grant, next)
    }
    // A right key passes whatever others try from its address: an attacker must not be able to lock anybody out.
    const grant = await grantOf(key, c.req.query('site'), address)
    if (!grant) {
      const from = address === undefined ? undefined : householdOf(address)
      keyFailed({ from })
      const { waitMs } = failures.take(from ?? '', now())
      if (waitMs === 0) return problemAnswer('api-key-invalid', { headers: CHALLENGE })
      return problemAnswer('api-key-attempts', { headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } })
    }
    return pass(c, grant, next)
  }
}
