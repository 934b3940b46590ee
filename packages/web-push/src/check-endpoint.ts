import { isPrivateHost } from './private-host.ts'
import { hostMatches, identifyPushService, isKnownPushService } from './push-services.ts'
import type { PushServiceName } from './push-services.ts'

/** Why an endpoint is refused; stable, fit for an API answer. */
export type EndpointFault =
  | 'endpoint-not-a-url'
  | 'endpoint-not-https'
  | 'endpoint-not-allowed'
  | 'endpoint-private-address'
  | 'endpoint-permanently-removed'

/** An endpoint that may be written to, taken apart, or why it may not. */
export type EndpointCheck =
  { ok: true; url: URL; service: PushServiceName } | { ok: false; code: EndpointFault; message: string }

/** Longer than any push service's endpoint (WNS's are the longest, under 1 kB), shorter than any HTTP limit. */
const MAX_ENDPOINT_LENGTH = 4096

/**
 * Decides whether an endpoint that a browser handed in may ever be written to. Pure: no DNS; the `Sender`
 * checks the address again when it connects.
 *
 * `allow` adds hosts to the built-in push services: exactly `push.example.com` (port 443),
 * `push.example.com:8443`, or every host below a domain, `*.example.com`. A host named exactly may be private.
 *
 * @example
 * checkEndpoint('https://fcm.googleapis.com/fcm/send/abc') // { ok: true, url, service: 'fcm' }
 * checkEndpoint('https://169.254.169.254/') // { ok: false, code: 'endpoint-private-address', message }
 * checkEndpoint('https://localhost:4443/x', { allow: ['localhost:4443'] }) // { ok: true, … }
 */
export function checkEndpoint(endpoint: string, options: { allow?: readonly string[] } = {}): EndpointCheck {
  const { allow = [] } = options
  const url = parseUrl(endpoint)
  if (url === undefined) {
    return refuse('endpoint-not-a-url', 'the endpoint is not an absolute URL of at most 4096 characters')
  }
  // Chromium builds without FCM hand out https://permanently-removed.invalid/ ; .invalid never resolves (RFC 6761).
  if (url.hostname.endsWith('.invalid')) {
    return refuse(
      'endpoint-permanently-removed',
      'this browser has no push service and hands out an endpoint that does not exist',
    )
  }
  if (url.protocol !== 'https:') {
    return refuse('endpoint-not-https', 'the endpoint must be an https: URL (RFC 8030 section 3)')
  }
  const allowedExactly = allow.some((entry) => !entry.startsWith('*.') && hostMatches(entry, url))
  if (!allowedExactly && isPrivateHost(url.hostname)) {
    return refuse('endpoint-private-address', 'the endpoint is at a private address')
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('endpoint-not-allowed', 'the endpoint must not carry a user name or a password')
  }
  if (!allowedExactly && !isKnownPushService(url) && !allow.some((entry) => hostMatches(entry, url))) {
    return refuse(
      'endpoint-not-allowed',
      `${url.host} is not an allowed push service; an operator can allow it by this exact name`,
    )
  }
  return { ok: true, url, service: identifyPushService(url) }
}

/** Any JSON may come from a browser: an array of one text would be taken for that text. */
function parseUrl(endpoint: unknown): URL | undefined {
  const isText = typeof endpoint === 'string' && endpoint.length <= MAX_ENDPOINT_LENGTH
  return isText && URL.canParse(endpoint) ? new URL(endpoint) : undefined
}

function refuse(code: EndpointFault, message: string): EndpointCheck {
  return { ok: false, code, message }
}
