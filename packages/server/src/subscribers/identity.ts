import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Refusal } from '../refusals/refusal.ts'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'

/** The person that the host app names, and the granted topics that this person may turn on. */
export interface Identity {
  site: string
  subscriber: string
  topics: readonly string[]
  /** Seconds since the epoch, as in a JWT. */
  exp: number
  /** When it was made, in the same seconds: a person who is signed out everywhere needs a newer one. */
  iat?: number | undefined
}

const PREFIX = 'belfry-identity.'
/** No token is valid for longer, in seconds. */
export const FURTHEST_S = 366 * 24 * 3600
const LONGEST_TOKEN = 8192

export const subscriberId = z.string().min(1).max(255).regex(STORABLE_TEXT, NOT_STORABLE)

export const grantedTopics = z.array(z.string().max(64).regex(STORABLE_TEXT, NOT_STORABLE)).max(100).default([])

const schema = z.object({
  site: z.string(),
  subscriber: subscriberId,
  topics: grantedTopics,
  exp: z.number().int().nonnegative(),
  iat: z.number().nonnegative().optional(),
})

/**
 * The text that signs a site's identity tokens, derived from the server's secret; its UTF-8 bytes are the HMAC key.
 * An app in another language keeps this one, so that it never holds the server's secret.
 */
export function identityKey(secret: string, site: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', `belfry identity ${site}`, 32)).toString('base64url')
}

/**
 * base64url(JSON) + "." + base64url(HMAC-SHA256(key, "belfry-identity." + the first part))
 *
 * @example
 * signIdentity({ site: 'default', subscriber: 'ada', topics: ['feedback'], exp: 1893456000 }, key)
 */
export function signIdentity(identity: Identity, key: string): string {
  const body = Buffer.from(JSON.stringify(identity)).toString('base64url')
  return `${body}.${signatureOf(body, key).toString('base64url')}`
}

/** Opens a token of this site; throws a Refusal with one of the codes `identity-…`. */
export function verifyIdentity(token: string, key: string, expected: { site: string; now: number }): Identity {
  const [body, signature, ...more] = token.length <= LONGEST_TOKEN ? token.split('.') : []
  if (!body || !signature || more.length > 0) throw malformed('is not a token made by identify()')
  const given = Buffer.from(signature, 'base64url')
  const right = signatureOf(body, key)
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    throw refuse('identity-signature-invalid', 'was not signed with the identity key of this site')
  }
  const identity = parseBody(body)
  if (identity.site !== expected.site) {
    throw refuse('identity-wrong-site', 'was made for another site')
  }
  const seconds = expected.now / 1000
  if (identity.exp <= seconds) throw refuse('identity-expired', 'has expired: load the page again')
  if (identity.exp > seconds + FURTHEST_S) {
    throw malformed('expires in more than a year: exp is in seconds, not milliseconds')
  }
  return identity
}

function parseBody(body: string): Identity {
  const text = Buffer.from(body, 'base64url').toString()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    // Signed with the right key, so the host app made it; its content is not quoted.
    throw malformed('holds no JSON')
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw malformed(`has a wrong ${issue?.path.join('.') || 'form'}`)
}

function signatureOf(body: string, key: string): Buffer {
  return createHmac('sha256', key)
    .update(PREFIX + body)
    .digest()
}

function malformed(message: string): Refusal {
  return refuse('identity-malformed', message)
}

function refuse(code: string, what: string): Refusal {
  return new Refusal(code, `the identity token ${what}`, { field: 'identity' })
}
