import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from './environment.ts'

// A year, and this host alone: what its subdomains do is not Belfry's to say.
const ONLY_HTTPS = 'max-age=31536000'
const NOTHING = "default-src 'none'; frame-ancestors 'none'"
// What a page of Belfry's, or anything in it, never asks a visitor for.
const NO_FEATURES = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'display-capture', 'browsing-topics']
  .map((feature) => `${feature}=()`)
  .join(', ')

/** What the headers of an answer are to say. */
export interface HeaderPolicy {
  /** That browsers come to this host by https alone (RFC 6797). */
  hsts: boolean
}

/**
 * Sets what nobody has set before. Answers are data or scripts, never documents: nothing may frame them, guess their
 * type or run what is in them. A page of Belfry's has a policy of its own.
 */
export function secureHeaders(headers: Headers, { hsts }: HeaderPolicy): void {
  const set = (name: string, value: string) => headers.has(name) || headers.set(name, value)
  set('x-content-type-options', 'nosniff')
  set('referrer-policy', 'no-referrer')
  set('cross-origin-resource-policy', 'same-origin')
  set('cross-origin-opener-policy', 'same-origin')
  set('permissions-policy', NO_FEATURES)
  if (hsts) set('strict-transport-security', ONLY_HTTPS)
  const type = headers.get('content-type') ?? ''
  if (/json/.test(type)) set('cache-control', 'no-store')
  // A worker takes its policy from its script's headers, and it has to fetch.
  if (!/javascript/.test(type)) set('content-security-policy', NOTHING)
}

/** The same for all answers of an app. */
export function addSecureHeaders(policy: HeaderPolicy): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    secureHeaders(c.res.headers, policy)
  }
}
