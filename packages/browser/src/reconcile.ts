import { failed, settle, type Answer, type Failure } from './answer.ts'
import { digest, fromBase64url } from './base64url.ts'
import type { Memory, Remembered } from './memory.ts'
import type { Server } from './server.ts'
import { isOurs, isRegistered, isStale, matches, type Facts } from './state.ts'

/** One site in one browser, seen from a page or from its service worker. */
export interface Place {
  own: boolean
  permission(): NotificationPermission
  /** The worker that receives the pushes; with `create`, registers it when it is missing. */
  registration(create: boolean): Promise<Answer<ServiceWorkerRegistration | undefined>>
  server: Server
  memory: Memory
  now(): number
}

/** What the caller knows and wants. */
export interface Intent {
  /** What the user chose just now. */
  wish?: 'on' | 'off'
  /** As in the PUT body: absent leaves the owner, null is "signed out". */
  identity?: string | null | undefined
  /** Digest of the identity, to see a change without keeping it. */
  who?: string | undefined
  topics?: readonly string[] | undefined
  about?: object | undefined
  /** The endpoint that a pushsubscriptionchange event said is lost. */
  lost?: string | undefined
  /** Tell the server again after this time although nothing changed. */
  heartbeatMs: number
}

/** Looks, changes nothing. */
export async function look(place: Place): Promise<Facts> {
  const remembered = await place.memory.read()
  const registration = await place.registration(false)
  const found =
    registration.ok && registration.value
      ? await settle(registration.value.pushManager.getSubscription(), 'push-failed', 10_000)
      : registration
  const subscription = found.ok
    ? ((found.value as PushSubscription | null | undefined) ?? null)
    : null
  const config = await place.server.config(
    subscription ? await digest(subscription.endpoint) : undefined,
  )
  return {
    permission: place.permission(),
    config,
    subscription,
    remembered,
    own: place.own,
    failure: found.ok ? undefined : found.failure,
  }
}

/**
 * Makes the browser, what it remembers and the server agree with each other and with what the user
 * chose. Every step may be repeated: whatever fails here is found again by the next call.
 */
export async function reconcile(place: Place, intent: Intent): Promise<Facts> {
  const before = await place.memory.read()
  if (intent.wish && intent.wish !== before.wish) {
    await place.memory.write({ ...before, wish: intent.wish })
  }
  const facts = await look(place)
  if (facts.failure) return facts
  facts.failure =
    facts.remembered.wish === 'off' ? await leave(place, facts) : await keep(place, intent, facts)
  return facts
}

/** The user said no: the browser first, so that it counts even without a network. */
async function leave(place: Place, facts: Facts): Promise<Failure | undefined> {
  const { subscription, remembered } = facts
  const endpoints = new Set<string>()
  if (remembered.endpoint && !remembered.retired) endpoints.add(remembered.endpoint)
  let failure: Failure | undefined
  if (subscription && (isOurs(facts) || matches(facts))) {
    endpoints.add(subscription.endpoint)
    failure = await drop(facts)
  }
  for (const endpoint of endpoints) {
    const answer = await place.server.forget(endpoint)
    if (!answer.ok) return answer.failure
  }
  if (endpoints.size > 0) facts.remembered = await place.memory.write({ wish: 'off' })
  return failure
}

async function keep(place: Place, intent: Intent, facts: Facts): Promise<Failure | undefined> {
  if (!facts.config.ok) return facts.config.failure
  if (!facts.config.value.vapidKey) return
  if (facts.permission !== 'granted') return retire(place, facts)

  // A second round only when the server says that the endpoint it was given is gone.
  for (let round = 0; ; round++) {
    if (facts.subscription && (round > 0 || isStale(facts))) {
      if (!isOurs(facts) && intent.wish !== 'on') return
      // Remembered first, so that a failure between the two steps is healed by the next call.
      facts.remembered = await place.memory.write({ ...facts.remembered, wish: 'on' })
      const kept = await drop(facts)
      if (kept) return kept
    }
    if (!facts.subscription) {
      // An event that names the lost endpoint shows that there was one, also when nothing is remembered.
      if (facts.remembered.wish !== 'on' && !intent.lost) return
      const made = await subscribe(place, facts.config.value.vapidKey.publicKey)
      if (!made.ok) return made.failure
      facts.subscription = made.value
      delete facts.config.value.subscription // It was about the old one.
    }
    const refused = await register(place, intent, facts, facts.subscription)
    if (refused?.code !== 'endpoint-gone' || round > 0) return refused
  }
}

/** Permission was taken away, so the endpoint is dead: tell the server, but remember who this was. */
async function retire(place: Place, facts: Facts): Promise<Failure | undefined> {
  const { endpoint } = facts.remembered
  if (!endpoint || !isRegistered(facts.remembered)) return
  const answer = await place.server.forget(endpoint)
  if (!answer.ok) return answer.failure
  facts.remembered = await place.memory.write({ ...facts.remembered, retired: true })
  return
}

async function drop(facts: Facts): Promise<Failure | undefined> {
  if (!facts.subscription) return
  const answer = await settle(facts.subscription.unsubscribe(), 'push-failed', 10_000)
  if (!answer.ok) return answer.failure
  facts.subscription = null
  return
}

async function subscribe(place: Place, publicKey: string): Promise<Answer<PushSubscription>> {
  const registration = await place.registration(true)
  if (!registration.ok) return registration
  if (!registration.value) return failed('worker-failed', 'there is no service worker')
  let applicationServerKey
  try {
    applicationServerKey = fromBase64url(publicKey)
  } catch {
    return failed('key-invalid', 'the server’s VAPID key is not base64url')
  }
  const making = registration.value.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey,
  })
  const made = await settle(making, 'push-failed', 20_000)
  // Chromium builds without a push service (Edge on Android) hand out permanently-removed.invalid.
  if (made.ok && new URL(made.value.endpoint).hostname.endsWith('.invalid')) {
    await settle(made.value.unsubscribe(), 'push-failed', 10_000)
    return failed('push-removed', 'This browser has no push service.')
  }
  return made
}

async function register(
  place: Place,
  intent: Intent,
  facts: Facts,
  subscription: PushSubscription,
): Promise<Failure | undefined> {
  const { remembered, config } = facts
  if (!config.ok || !config.value.vapidKey) return
  const { endpoint } = subscription
  const keyId = config.value.vapidKey.id
  const about = intent.about ? JSON.stringify(intent.about) : remembered.about
  const who = intent.who ?? remembered.who
  const known = config.value.subscription?.status ?? 'active'
  const settled =
    isRegistered(remembered) &&
    remembered.endpoint === endpoint &&
    remembered.keyId === keyId &&
    remembered.who === who &&
    remembered.about === about &&
    known === 'active' &&
    intent.wish !== 'on' &&
    Math.abs(place.now() - (remembered.seen ?? 0)) < intent.heartbeatMs
  if (settled) return

  const answer = await place.server.register({
    ...subscription.toJSON(),
    keyId,
    ...intent.about,
    ...(intent.identity !== undefined && { identity: intent.identity }),
    ...(intent.topics && { topics: intent.topics }),
    ...previous(remembered, endpoint, intent.lost),
  })
  if (!answer.ok) return answer.failure
  facts.remembered = await place.memory.write({
    wish: 'on',
    endpoint,
    keyId,
    seen: place.now(),
    ...(answer.value.handle && { handle: answer.value.handle }),
    ...(who !== undefined && { who }),
    ...(about !== undefined && { about }),
  })
  return
}

function previous(remembered: Remembered, endpoint: string, lost?: string): object {
  const old = remembered.endpoint ?? lost
  if (!old || old === endpoint) return {}
  const { handle } = remembered
  return { previous: { endpoint: old, ...(handle && { handle }) } }
}
