import { createHash } from 'node:crypto'
import { checkEndpoint, checkKeys, type PushServiceName } from '@belfry/web-push'
import { Refusal } from '../refusals/refusal.ts'

export interface Endpoint {
  url: string
  hash: Buffer
  service: PushServiceName
}

/** An endpoint that Belfry may write to, in its normal form; throws a Refusal `endpoint-…`. */
export function parseEndpoint(text: string, allow: readonly string[]): Endpoint {
  const check = checkEndpoint(text, { allow })
  if (!check.ok) throw new Refusal(check.code, check.message, { field: 'endpoint' })
  const url = normalize(check.url)
  return { url, hash: hashEndpoint(url), service: check.service }
}

/** The hash of an endpoint that may be none of ours: it is looked up, never written to. */
export function hashOfUncheckedEndpoint(text: string): Buffer {
  const url = URL.parse(text)
  return hashEndpoint(url ? normalize(url) : text)
}

/** Throws a Refusal `p256dh-invalid`, `p256dh-not-on-curve` or `auth-invalid`. */
export function parseKeys(keys: { p256dh: string; auth: string }): {
  p256dh: Uint8Array
  auth: Uint8Array
} {
  const check = checkKeys(keys)
  if (check.ok) return { p256dh: check.p256dh, auth: check.auth }
  const field = check.code === 'auth-invalid' ? 'keys.auth' : 'keys.p256dh'
  throw new Refusal(check.code, check.message, { field })
}

// One subscription must not be stored twice because its URL was written in two ways.
function normalize(url: URL): string {
  const copy = new URL(url)
  copy.hash = ''
  return copy.href
}

function hashEndpoint(url: string): Buffer {
  return createHash('sha256').update(url).digest().subarray(0, 16)
}
