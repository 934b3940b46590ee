import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

// A broadcast is sent in two steps: the first says how many it goes to, and gives a token for exactly this
// notification; the second sends it with the token. Nothing is kept in between, so that any process takes the second.

/** Whose broadcast it is, and which. */
export interface Asked {
  apiKeyId: string
  site: string
  notification: object
}

export type ConfirmationFault = 'unknown' | 'too-late'

const LIFETIME_MS = 10 * 60_000

export function confirmationKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'belfry mcp confirmation', 32))
}

export function makeConfirmation(key: Uint8Array, asked: Asked, now: number): string {
  const until = Math.floor((now + LIFETIME_MS) / 1000)
  return `${until}-${proofOf(key, asked, until).toString('base64url')}`
}

/** Why it does not confirm this; undefined when it does. */
export function findConfirmationFault(
  key: Uint8Array,
  token: string,
  asked: Asked,
  now: number,
): ConfirmationFault | undefined {
  const [, until = '', proof = ''] = /^(\d{1,12})-([\w-]{1,64})$/.exec(token) ?? []
  const given = Buffer.from(proof, 'base64url')
  const made = proofOf(key, asked, Number(until))
  if (given.length !== made.length || !timingSafeEqual(given, made)) return 'unknown'
  return Number(until) * 1000 < now ? 'too-late' : undefined
}

function proofOf(key: Uint8Array, { apiKeyId, site, notification }: Asked, until: number): Buffer {
  const digest = createHash('sha256')
    .update(JSON.stringify(sorted(notification)))
    .digest('base64url')
  return createHmac('sha256', key).update(`belfry-mcp.${until}.${apiKeyId}.${site}.${digest}`).digest()
}

// An agent may name the same fields in another order.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([name, inner]) => [name, sorted(inner)])
}
