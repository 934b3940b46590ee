import { fault, within } from './fault.ts'
import { isKnown, isOurs, isStale, type Facts } from './facts.ts'
import type { Consent, Memory } from './memory.ts'
import type { Server } from './server.ts'

/** One site in one browser, seen from a page or from its service worker. */
export interface Place {
  own: boolean
  /** The worker that receives the pushes; with `create`, registers it when it is missing. */
  worker(create?: boolean): Promise<ServiceWorkerRegistration | undefined>
  server: Server
  memory: Memory
  now(): number
}

/** The caller's knowledge and wishes. */
export interface Intent {
  /** The user's choice just now. */
  wish?: 'on' | 'off'
  /** As in the PUT body: absent leaves the owner, null is "signed out". */
  identity?: string | null | undefined
  /** Digests of the identity, to see a change without keeping it. */
  who?: string | undefined
  person?: string | undefined
  topics?: readonly string[] | undefined
  /** The words that a yes was given to. */
  consent?: Consent | undefined
  about?: object
  /** The endpoint that a pushsubscriptionchange event reported lost. */
  lost?: string | undefined
  /** The heartbeat: register again after this time although nothing changed. */
  heartbeatMs: number
}

/**
 * For a user who wants and allows it: ensures that there is a subscription, made with the server's present key, and
 * that the server knows it. Updates the facts.
 */
export async function keep(place: Place, intent: Intent, facts: Facts): Promise<void> {
  const key = facts.config?.vapidKey
  if (!key) return
  if (isStale(facts)) {
    if (!isOurs(facts) && !intent.wish) return
    // Remembered first, so that a failure between the two steps is healed by the next call.
    facts.remembered = await place.memory.write({ ...facts.remembered, wish: 'on' })
    await drop(facts)
  }
  if (!facts.subscription) {
    // An event that names a lost endpoint shows that there was a subscription, also when nothing is remembered.
    if (!facts.remembered.wish && !intent.lost) return
    facts.subscription = await subscribe(place, key.publicKey)
  }
  await register(place, intent, facts, facts.subscription, key.id)
}

/** Ends the subscription in the browser. */
export async function drop(facts: Facts): Promise<void> {
  await facts.subscription?.unsubscribe()
  facts.subscription = null
}

async function subscribe(place: Place, key: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey: key }
  const manager = (await place.worker(true))?.pushManager
  const made = await within(manager?.subscribe(options), 'push-failed', 20_000)
  // Chromium builds without a push service (Edge on Android) hand out permanently-removed.invalid.
  if (made && !/^[^/]*..[^/]*\.invalid\//.test(made.endpoint)) return made
  await made?.unsubscribe()
  throw fault('push-removed', `${made?.endpoint}`)
}

async function register(
  place: Place,
  intent: Intent,
  facts: Facts,
  subscription: PushSubscription,
  keyId: string,
): Promise<void> {
  const { endpoint: old = intent.lost, handle, seen = 0, consent, ...remembered } = facts.remembered
  const { endpoint } = subscription
  const { who = remembered.who, person = remembered.person } = intent
  const now = place.now()
  const same = remembered.keyId === keyId && remembered.who === who
  const status = facts.config?.subscription?.status
  const isNew = intent.wish || (status ? status === 'unknown' : !old)
  const topics = remembered.topics ?? intent.topics
  const fresh = Math.abs(now - seen) < intent.heartbeatMs
  if (same && fresh && isKnown(facts) && !intent.wish) return

  const answer = await place.server.register({
    ...subscription.toJSON(),
    keyId,
    ...intent.about,
    identity: intent.identity, // JSON omits undefined.
    // Else a choice made elsewhere would be undone.
    topics: isNew ? ((intent.wish && intent.topics) ?? topics) : undefined,
    consent,
    previous: old && old !== endpoint ? { endpoint: old, handle } : undefined,
  })
  const next = {
    wish: 'on',
    topics,
    endpoint,
    handle: answer.handle,
    notice: answer.notice,
    keyId,
    // Whether the server let a new one inherit its owner is not known here: the next page with an identity tells it.
    who: old === endpoint ? who : intent.who,
    person,
    declined: remembered.declined,
    seen: now,
  } as const
  facts.remembered = await place.memory.write(next)
  delete facts.config?.subscription // The server's earlier view.
}
