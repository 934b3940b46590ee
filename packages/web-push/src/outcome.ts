import { clockOff } from './clock-off.ts'
import type { FailureReason, PushAnswer } from './push-answer.ts'
import type { PushServiceName } from './push-services.ts'
import { parseRetryAfter } from './retry-after.ts'
import { wrongArgument } from './wrong-argument.ts'

/**
 * The result of one message. `gone` is the only one that ends a subscription; `key-mismatch` marks it for a new
 * subscription at the next visit; `throttled`, `retry-later` and `unreachable` are tried again; the others are final.
 */
export type Outcome =
  'accepted' | 'gone' | 'key-mismatch' | 'throttled' | 'retry-later' | 'rejected' | 'too-large' | 'unreachable'

/** The outcome of one message, its reason, and how long to wait with what. */
export interface Classification {
  outcome: Outcome
  /**
   * One of few texts, fit for a label: `accepted`, `http-410`, `http-403 BadJwtToken`, `timeout tls`, `dns ENOTFOUND` …
   */
  reason: string
  /** How long the service asked to wait, 0 to a day; only with `throttled` and `retry-later`. */
  retryAfterMs?: number
  /** The scope of the wait: this one subscription, or the whole push service. */
  scope?: 'subscription' | 'service'
  /**
   * Milliseconds that our clock is ahead of the service's, negative when it is behind; only where the service refused
   * our signature, which a wrong clock may cause.
   */
  clockOffMs?: number
}

type Response = Extract<PushAnswer, { kind: 'response' }>

interface Row {
  when: (answer: Response, service: PushServiceName) => boolean
  outcome: Outcome
  reason?: string
  scope?: (answer: Response, service: PushServiceName) => 'subscription' | 'service'
}

const everyone = (): 'service' => 'service'
const oneSubscription = (): 'subscription' => 'subscription'
/** Apple counts per device (TooManyRequests), the others do not say. */
const oneSubscriptionAtApple: Row['scope'] = (answer, service) =>
  service === 'apple' || vendorCode(answer) === 'TooManyRequests' ? 'subscription' : 'service'

/** A smaller difference may come from the header's resolution, the network, and normal drift. */
const CLOCK_OFF_MS = 60_000

/**
 * THE table of what an answer means. The first matching row counts. Vendors' texts are matched whatever the host, since
 * self-hosted services run the same software; status codes with a meaning of their own, by service.
 */
const ROWS: readonly Row[] = [
  // WNS answers 200 or 201, and a header says that it dropped the message because of too many to this channel.
  // https://learn.microsoft.com/windows/apps/design/shell/tiles-and-notifications/push-request-response-headers
  {
    when: (answer) => isSuccess(answer) && wnsSays(answer, 'channelthrottled'),
    outcome: 'throttled',
    reason: 'wns-channel-throttled',
    scope: oneSubscription,
  },
  // The same because of too many to all channels.
  {
    when: (answer) => isSuccess(answer) && wnsSays(answer, 'appthrottled'),
    outcome: 'throttled',
    reason: 'wns-app-throttled',
    scope: everyone,
  },
  // Same page: dropped "because the client has explicitly rejected" it, or is away and it must not be kept. Final.
  {
    when: (answer) => isSuccess(answer) && wnsSays(answer, 'dropped'),
    outcome: 'accepted',
    reason: 'wns-dropped',
  },
  // RFC 8030 section 5: 201; section 5.1: 202 with receipts. WNS documents 200.
  { when: isSuccess, outcome: 'accepted', reason: 'accepted' },

  // RFC 8030 section 7.3: 404 for an expired subscription. Mozilla: errno 102; FCM: after long absence.
  { when: ({ status }) => status === 404, outcome: 'gone' },
  // Every service, for a subscription that ended. Mozilla: errno 103, 105, 106; FCM: "push subscription has
  // unsubscribed or expired."; Apple: Unregistered; WNS: the channel expired.
  { when: ({ status }) => status === 410, outcome: 'gone' },

  // Apple: {"reason":"VapidPkHashMismatch"}, seen under 400 and under 403: the reason counts, not the status.
  {
    when: (answer) => isRefusal(answer) && vendorCode(answer) === 'VapidPkHashMismatch',
    outcome: 'key-mismatch',
  },
  // FCM, 403: "the VAPID credentials in the authorization header do not correspond to the credentials used to create
  // the subscriptions." (web-push-libs/webpush-java#206, #212)
  {
    when: ({ status, body }) =>
      status === 403 && body.includes('do not correspond to the credentials used to create the subscription'),
    outcome: 'key-mismatch',
    reason: 'http-403 credentials-mismatch',
  },
  // FCM, 403, subscriptions made with a sender id: "the key in the authorization header does not correspond to the
  // sender ID used to subscribe this user." (bartbutenaers/node-red-contrib-ui-web-push#7)
  {
    when: ({ status, body }) =>
      status === 403 && body.includes('does not correspond to the sender ID used to subscribe'),
    outcome: 'key-mismatch',
    reason: 'http-403 sender-mismatch',
  },
  // Mozilla, 401, errno 109 covers every fault of VAPID; this message alone is about the subscription's key.
  {
    when: (answer) =>
      answer.status === 401 && vendorCode(answer) === 'errno-109' && answer.body.includes('VAPID public key mismatch'),
    outcome: 'key-mismatch',
    reason: 'http-401 errno-109 key-mismatch',
  },

  // RFC 8030 section 7.2. Mozilla: errno 104, its mobile bridge already above about 3070 bytes; Apple: PayloadTooLarge.
  { when: ({ status }) => status === 413, outcome: 'too-large' },

  // RFC 8030 section 8.4, RFC 6585 section 4.
  { when: ({ status }) => status === 429, outcome: 'throttled', scope: oneSubscriptionAtApple },
  // WNS: "406 Not Acceptable: the cloud service exceeded its throttle limit" (microsoft-ui-xaml#8091). It cannot mean
  // anything else elsewhere either: without an Accept header every answer is acceptable (RFC 9110 section 12.5.1).
  { when: ({ status }) => status === 406, outcome: 'throttled', scope: oneSubscriptionAtApple },

  // RFC 9110 section 15.5.9: the service gave up waiting for our request.
  { when: ({ status }) => status === 408, outcome: 'retry-later', scope: everyone },
  // RFC 8470 section 5.2: not during early data. RFC 9110 section 15.5.20: not over this connection.
  {
    when: ({ status }) => status === 425 || status === 421,
    outcome: 'retry-later',
    scope: everyone,
  },
  // Mozilla: 502 from its mobile bridge, 503 with Retry-After: 120; Apple: 500 and 503; WNS: 500 and 503.
  {
    when: ({ status }) => status >= 500 && status <= 599,
    outcome: 'retry-later',
    scope: everyone,
  },

  // All else says that the request is wrong, and would be wrong again; redirects, which are not followed since they
  // would lead out of the allow-list, too. FCM: 400 UnauthorizedRegistration, 403 invalid
  // JWT; Mozilla: 400 errno 110, 111, 113, 114, 401 errno 109; Apple: 400 BadTtl, BadUrgency, BadWebPushTopic, 403
  // BadJwtToken, BadVapidPublicKey; WNS: 400 with X-WNS-Error-Description, 401, 403; RFC 8292 section 4.2: 401, 403.
  { when: () => true, outcome: 'rejected' },
]

/** No answer at all. `blocked` needs an operator; `aborted` says nothing about the service. */
const FAILURES: Readonly<Record<FailureReason, Classification>> = {
  timeout: { outcome: 'unreachable', reason: 'timeout', scope: 'service' },
  connect: { outcome: 'unreachable', reason: 'connect', scope: 'service' },
  tls: { outcome: 'unreachable', reason: 'tls', scope: 'service' },
  dns: { outcome: 'unreachable', reason: 'dns', scope: 'service' },
  proxy: { outcome: 'unreachable', reason: 'proxy', scope: 'service' },
  reset: { outcome: 'unreachable', reason: 'reset', scope: 'service' },
  protocol: { outcome: 'unreachable', reason: 'protocol', scope: 'service' },
  blocked: { outcome: 'rejected', reason: 'blocked' },
  aborted: { outcome: 'retry-later', reason: 'aborted' },
}

/**
 * Decides what an answer of a push service means. Pure; `now` (milliseconds) is for a Retry-After given as a date, and
 * for `clockOff`.
 *
 * @throws TypeError for a value that is no answer
 * @example
 * classify({ kind: 'response', status: 410, headers: {}, body: '' }, 'fcm') // { outcome: 'gone', reason: 'http-410' }
 */
export function classify(answer: PushAnswer, service: PushServiceName, now: number = Date.now()): Classification {
  checkAnswer(answer)
  if (answer.kind === 'failure') {
    const known = FAILURES[answer.reason]
    return answer.code === undefined ? { ...known } : { ...known, reason: `${known.reason} ${answer.code}` }
  }
  const row = ROWS.find(({ when }) => when(answer, service)) as Row
  const result: Classification = { outcome: row.outcome, reason: row.reason ?? reasonOf(answer) }
  if (row.scope !== undefined) {
    result.scope = row.scope(answer, service)
  }
  if (row.outcome === 'throttled' || row.outcome === 'retry-later') {
    const retryAfterMs = retryAfterOf(answer, now)
    if (retryAfterMs !== undefined) {
      result.retryAfterMs = retryAfterMs
    }
  }
  if (row.outcome === 'rejected' && (answer.status === 401 || answer.status === 403)) {
    blameClock(result, clockOff(answer.headers, now))
  }
  return result
}

// RFC 8292 section 2: a token has an end, at most 24 hours ahead, by the service's clock.
function blameClock(result: Classification, offMs: number | undefined): void {
  if (offMs !== undefined && Math.abs(offMs) >= CLOCK_OFF_MS) {
    result.reason += offMs > 0 ? ' clock-ahead' : ' clock-behind'
    result.clockOffMs = offMs
  }
}

/** An answer made from another client's response: a status that is text would match only the last row. */
function checkAnswer(answer: PushAnswer): void {
  const { kind, reason, status, headers, body } = answer as Partial<Record<string, unknown>>
  if (kind === 'failure' ? Object.hasOwn(FAILURES, String(reason)) : isResponse()) {
    return
  }
  throw wrongArgument('answer', 'what Sender.send() gives: a status, headers as an object, the body as text', answer)

  function isResponse(): boolean {
    const isObject = typeof headers === 'object' && headers !== null && !(Symbol.iterator in headers)
    return kind === 'response' && Number.isInteger(status) && isObject && typeof body === 'string'
  }
}

function isSuccess({ status }: Response): boolean {
  return status >= 200 && status <= 299
}

function isRefusal({ status }: Response): boolean {
  return status >= 400 && status <= 499
}

/** X-WNS-NotificationStatus is the older name, and some answers carry both. */
function wnsSays({ headers }: Response, word: string): boolean {
  return headers['x-wns-status']?.toLowerCase() === word || headers['x-wns-notificationstatus']?.toLowerCase() === word
}

function reasonOf(answer: Response): string {
  const code = vendorCode(answer)
  return code === undefined ? `http-${answer.status}` : `http-${answer.status} ${code}`
}

/**
 * The vendor's own word for what went wrong: Apple's {"reason":"BadJwtToken"}, autopush's {"errno":109}. Nothing else
 * of a body enters a reason, so that no answer can write into a log or a metric.
 */
function vendorCode({ body }: Response): string | undefined {
  if (!body.startsWith('{')) {
    return undefined
  }
  const reason = /"reason"\s*:\s*"([A-Za-z]{1,40})"/.exec(body)
  if (reason !== null) {
    return reason[1]
  }
  const errno = /"errno"\s*:\s*(\d{1,4})\b/.exec(body)
  return errno === null ? undefined : `errno-${errno[1]}`
}

/** The longest wait that any header asks for; X-WNS-CONTINUE-AFTER is in seconds too. */
function retryAfterOf({ headers }: Response, now: number): number | undefined {
  const waits = [headers['retry-after'], headers['x-wns-continue-after']]
    .map((value) => (value === undefined ? undefined : parseRetryAfter(value, now)))
    .filter((wait) => wait !== undefined)
  return waits.length === 0 ? undefined : Math.max(...waits)
}
