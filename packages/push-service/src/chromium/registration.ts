import { isCurvePoint } from '../decryption/curve.ts'
import { parseBase64url } from '../push/header-parameters.ts'
import type { PushServiceEvents } from '../events/push-service-events.ts'
import type { Dispatcher } from '../messages/dispatcher.ts'
import { profiles } from '../profiles/profiles.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { Subscriptions } from '../subscriptions/subscriptions.ts'
import type { CheckIns } from './check-in.ts'

/** Host of the endpoints that Debian's unbranded Chromium makes; branded builds name another. */
const endpointHost = 'jmt17.google.com'

export interface RegistrationOptions {
  readonly checkIns: CheckIns
  readonly subscriptions: Subscriptions
  readonly dispatcher: Dispatcher
  readonly events: PushServiceEvents
  readonly now: () => number
  readonly random: (bytes: number) => Buffer
}

export interface RegistrationAnswer {
  readonly status: number
  /** `token=…` or `Error=…` */
  readonly text: string
}

/** Answers a form that Chromium posts to subscribe or unsubscribe (GCM's register3). */
export function answerRegistration(
  options: RegistrationOptions,
  authorization: string | undefined,
  form: URLSearchParams,
): RegistrationAnswer {
  const [, androidId, secret] = /^AidLogin (\d+):(\d+)$/.exec(authorization ?? '') ?? []
  if (androidId === undefined || secret === undefined || !options.checkIns.isGenuine(androidId, secret))
    return { status: 401, text: 'Error=AUTHENTICATION_FAILED' }
  const app = form.get('app') ?? ''
  const subtype = form.get('X-subtype') ?? ''
  const appId = form.get('appid') ?? ''

  if (form.get('delete') === 'true') {
    for (const subscription of matching(options.subscriptions, androidId, subtype))
      options.dispatcher.unsubscribe(subscription, 'browser')
    return { status: 200, text: `token=${appId}` }
  }
  // Chromium's own registration, not a site's: any token will do.
  if (!subtype.startsWith('wp:')) return { status: 200, text: `token=${options.random(24).toString('base64url')}` }
  return register(options, { androidId, subtype, app, appId, sender: form.get('sender') ?? '' })
}

function register(
  { subscriptions, dispatcher, events, now, random }: RegistrationOptions,
  form: {
    readonly androidId: string
    readonly subtype: string
    readonly app: string
    readonly appId: string
    readonly sender: string
  },
): RegistrationAnswer {
  const { androidId, subtype, app, appId, sender } = form
  const key = parseBase64url(sender)
  if (!key || !isCurvePoint(key) || subtype.length > 4096 || app.length > 256)
    return { status: 200, text: 'Error=INVALID_PARAMETERS' }
  for (const older of matching(subscriptions, androidId, subtype)) {
    if (older.applicationServerKey === sender) return { status: 200, text: `token=${older.token}` }
    dispatcher.unsubscribe(older, 'browser')
  }
  const profile = profiles.fcm
  const drawn = profile.token(random)
  // Chromium appends the token to its endpoint's address unchanged.
  const token = /^[\w-]{1,64}$/.test(appId) ? appId + drawn.slice(drawn.indexOf(':')) : drawn
  const subscription: Subscription = {
    id: random(9).toString('base64url'),
    profile: profile.name,
    endpoint: `https://${endpointHost}${profile.path(token, true)}`,
    token,
    applicationServerKey: sender,
    createdAt: now(),
    maxBodyBytes: profile.maxBodyBytes,
    state: 'active',
    receiver: { kind: 'chromium', androidId, subtype, app },
  }
  if (!subscriptions.add([subscription])) return { status: 200, text: 'Error=TOO_MANY_REGISTRATIONS' }
  const { id, endpoint } = subscription
  const about = { subscription: id, profile: profile.name, endpoint }
  events.emit({ type: 'subscribed', kind: 'chromium', ...about })
  return { status: 200, text: `token=${token}` }
}

function matching(subscriptions: Subscriptions, androidId: string, subtype: string): Subscription[] {
  return [...subscriptions].filter(
    ({ receiver, state }) =>
      state === 'active' &&
      receiver.kind === 'chromium' &&
      receiver.androidId === androidId &&
      receiver.subtype === subtype,
  )
}
