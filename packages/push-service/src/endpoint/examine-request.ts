import type { Profile } from '../profiles/profile.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { parsePushBody, type PushBody } from '../push/push-body.ts'
import { parsePushHeaders, type PushHeaders } from '../push/push-headers.ts'
import { accept, refuse, type Checked } from '../profiles/refusal.ts'
import type { VapidVerifier } from './vapid.ts'

/** RFC 8030 section 7.2: a smaller limit is a device's, not a service's. */
const leastBytes = 4096

export interface PushHttpRequest {
  readonly method: string
  readonly header: (name: string) => string | undefined
  /** undefined: longer than any service takes */
  readonly body: Buffer | undefined
  /** origin of the endpoint as the sender sees it */
  readonly origin: string
}

export interface Examined {
  readonly subscription: Subscription
  readonly headers: PushHeaders
  readonly body: PushBody | undefined
}

/** Every rule of RFC 8030, 8291 and 8292 that a push service can check, the first fault wins. */
export function examineRequest(
  request: PushHttpRequest,
  subscription: Subscription | undefined,
  profile: Profile,
  vapid: VapidVerifier,
  now: number,
): Checked<Examined> {
  if (request.method !== 'POST') return refuse('method-not-allowed', 'a push message is sent with POST')
  if (!subscription || subscription.profile !== profile.name)
    return refuse('endpoint-unknown', 'there is no such endpoint')
  if (subscription.state === 'lost') return refuse('subscription-lost', 'there is no such endpoint any more')
  if (subscription.state === 'gone') return refuse('subscription-gone', 'the subscription has ended')

  const { header } = request
  const sender = checkSender(request, subscription, profile, vapid, now)
  if (!sender.ok) return sender
  const headers = parsePushHeaders(header, profile)
  if (!headers.ok) return headers
  // WNS documents: no chunked transfer, always a Content-Length.
  if (profile.name === 'wns' && header('transfer-encoding') !== undefined)
    return refuse('chunked-body', 'a chunked body is not taken, send Content-Length')
  const limit = Math.min(subscription.maxBodyBytes, profile.maxBodyBytes)
  if (!request.body || request.body.length > limit) return refuse('body-too-large', sizeMessage(limit))
  const { acceptsAesgcm } = profile
  const body = parsePushBody(request.body, header, { acceptsAesgcm, vapidKey: sender.value })
  if (!body.ok) return body
  return accept({ subscription, headers: headers.value, body: body.value })
}

/** The sender's key; undefined where the subscription asks for none and none was sent. */
function checkSender(
  { header, origin }: PushHttpRequest,
  { applicationServerKey }: Subscription,
  profile: Profile,
  vapid: VapidVerifier,
  now: number,
): Checked<string | undefined> {
  const authorization = header('authorization')
  const isFree = applicationServerKey === undefined && !profile.needsVapid
  if (authorization === undefined && isFree) return accept(undefined)
  const cryptoKey = header('crypto-key')
  const request = { authorization, cryptoKey, audience: origin, applicationServerKey, now }
  return vapid.check(request, profile.vapid)
}

function sizeMessage(limit: number): string {
  if (limit >= leastBytes) return 'A payload reached size limit.'
  return 'This message is intended for a constrained device and is limited in size.'
}
