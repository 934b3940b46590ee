import { timingSafeEqual } from 'node:crypto'
import type { SubscriptionKeys } from '@belfry/web-push'
import { recordConsent } from '../consents/consent-store.ts'
import type { Database, Queries } from '../database/database.ts'
import type { SubscriptionRow } from '../database/schema.ts'
import type { BrowserNotice } from '../forms/browser-notice.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { Identity } from '../subscribers/identity.ts'
import { refuseRevoked } from '../subscribers/revoked-tokens.ts'
import { findLocale, findSubscriber, noteSeen, type Subscriber } from '../subscribers/subscriber-store.ts'
import type { GrowthKind } from '../statistics/rollup/kinds.ts'
import { settleGrants } from '../topics/settle-grants.ts'
import { turnOnDefaults } from '../topics/turn-on-defaults.ts'
import { turnOnTopics } from '../topics/turn-on-topics.ts'
import { chooseOwner } from './choose-owner.ts'
import { chooseVapidKey } from './choose-vapid-key.ts'
import { establishOwner, leaveSubscriber, refuseTooMany, type Inherit } from './establish-owner.ts'
import type { SubscriptionEvents } from './events.ts'
import { makeHandle } from './handle.ts'
import { hasLetGo } from './has-let-go.ts'
import { parseEndpoint, parseKeys, type Endpoint } from './parse-endpoint.ts'
import { recogniseBrowser } from './recognise-browser.ts'
import { retirePrevious } from './retire-previous.ts'
import type { SubscribeInput } from './schema.ts'
import { countGrowth, findSubscription, insertSubscription, updateSubscription } from './subscription-store.ts'

export interface RegistrationRules {
  /** Push services besides the browsers' own. */
  allow: readonly string[]
  handleKey: Buffer
  /** Active subscriptions that one subscriber may have. */
  subscriptionsPerSubscriber: number
  /** What the browser is to show in place of content that is kept from its pushes. */
  noticeIn?: (locale: string | null) => BrowserNotice
  /** What rooms that this one does not know give from an anonymous person to the one who signs in, in `tx`. */
  inherit?: Inherit
  /** Asked before a subscription that nobody knows; throws a Refusal. */
  admit?: () => Promise<void>
}

export interface Registration {
  siteId: string
  input: SubscribeInput
  /** Verified: the person in the host app's token; null: signed out; undefined: the page gives none. */
  identity: Identity | null | undefined
  /** Of the page, for the record of a consent. */
  origin?: string | undefined
}

export interface Registered {
  created: boolean
  handle: string
  keyId: string
  topics: string[]
  notice?: BrowserNotice
}

/** Events, to be reported after the commit: rolled back ones have not happened. */
type Happened = ((events: SubscriptionEvents) => void)[]

/**
 * Creates or updates a subscription by its endpoint, in one transaction with its consequences: the retirement of the
 * one it replaces, its owner, the topics that are turned on. Throws a Refusal, and then nothing has changed except the
 * topics that the token no longer grants.
 */
export async function registerSubscription(
  database: Database,
  events: SubscriptionEvents,
  rules: RegistrationRules,
  request: Registration,
  now: number,
): Promise<Registered> {
  const endpoint = parseEndpoint(request.input.endpoint, rules.allow)
  const keys = parseKeys(request.input.keys)
  if (request.identity) {
    await refuseRevoked(database.kysely, request.siteId, request.identity, rules.handleKey)
    const topics = await settleGrants(database, request.siteId, request.identity, now)
    if (topics.length > 0) events.topicsTakenBack({ site: request.siteId, topics })
  }
  if (rules.admit && (await findSubscription(database.kysely, request.siteId, endpoint.hash)) === undefined) {
    await rules.admit()
  }
  const { registered, happened } = await database.transaction(async (tx) => {
    const happened: Happened = []
    const registered = await register(tx, rules, { ...request, endpoint, keys, happened }, now)
    return { registered, happened }
  })
  for (const say of happened) say(events)
  return registered
}

interface CheckedRegistration extends Registration {
  endpoint: Endpoint
  keys: SubscriptionKeys
  happened: Happened
}

async function register(
  tx: Queries,
  rules: RegistrationRules,
  request: CheckedRegistration,
  now: number,
): Promise<Registered> {
  const { siteId, input, identity, endpoint, keys, happened } = request
  const stored = await findSubscription(tx, siteId, endpoint.hash)
  const keyId = await chooseVapidKey(tx, siteId, input.keyId, stored)
  if (stored) refuseDead(stored, keys, keyId)
  const storedOwner = stored && (await findSubscriber(tx, stored.subscriber_id))
  const { owner: previousOwner, isRetired: isReplacing } = await replacePrevious(tx, rules, request, now)

  const owner = await settleOwner(tx, request, { stored, storedOwner, previousOwner }, now)
  if (stored?.status !== 'active' || stored.subscriber_id !== owner.id) {
    await refuseTooMany(tx, siteId, owner.id, rules.subscriptionsPerSubscriber)
  }
  const saved = await save(tx, request, { stored, owner, keyId }, now)
  await keepConsent(tx, request, owner.id, now)
  await noteSeen(tx, owner.id, { locale: input.locale, timeZone: input.timeZone, now })
  for (const left of [storedOwner, previousOwner]) {
    if (left) await leaveSubscriber(tx, siteId, left, owner, rules.inherit)
  }
  const facts = { site: siteId, endpoint: endpoint.url, service: endpoint.service }
  const named = owner.external_id !== null
  if (stored?.status === 'active') happened.push((events) => events.refreshed(facts))
  else happened.push((events) => events.subscribed({ ...facts, named }))
  if (storedOwner && storedOwner.id !== owner.id) {
    happened.push((events) => events.moved({ ...facts, to: named ? 'named' : 'anonymous' }))
  }
  const granted = identity?.topics ?? []
  // A person who comes back, or chooses, has chosen.
  if (stored === undefined && input.previous === undefined && input.topics === undefined) {
    await turnOnDefaults(tx, { siteId, subscriberId: owner.id, granted }, now)
  }
  const wanted = { siteId, subscriberId: owner.id, wanted: input.topics ?? [], granted }
  const topics = await turnOnTopics(tx, wanted, now)
  const growth = growthOf(stored, isReplacing)
  if (growth !== undefined) await countGrowth(tx, siteId, growth, [saved], now)
  return {
    created: stored === undefined,
    handle: makeHandle(rules.handleKey, { siteId, endpointHash: endpoint.hash, subscriberId: owner.id }),
    keyId,
    topics,
    ...(rules.noticeIn && { notice: rules.noticeIn(input.locale ?? (await findLocale(tx, owner.id))) }),
  }
}

// The push service has reported this subscription gone. It never becomes valid again (RFC 8030 section 7.3), so storing
// it would only cause another failure; the browser makes a new one instead.
function refuseDead(stored: SubscriptionRow, keys: SubscriptionKeys, keyId: string): void {
  const isSame = isEqual(stored.auth, keys.auth) && isEqual(stored.p256dh, keys.p256dh)
  if (!isSame) return
  if (stored.status === 'retired' && stored.reason === 'gone') {
    const message = 'the push service has ended this subscription: unsubscribe in the browser and subscribe again'
    throw new Refusal('endpoint-gone', message, { field: 'endpoint' })
  }
  if (stored.status === 'key-mismatch' && stored.vapid_key_id === keyId) {
    const message =
      'the push service takes another key for this subscription: unsubscribe in the browser and subscribe again'
    throw new Refusal('endpoint-key-mismatch', message, { field: 'keyId' })
  }
}

async function replacePrevious(
  tx: Queries,
  rules: RegistrationRules,
  { siteId, input, endpoint, happened }: CheckedRegistration,
  now: number,
): Promise<{ isRetired: boolean; owner: Subscriber | undefined }> {
  const { previous } = input
  if (previous === undefined) return { isRetired: false, owner: undefined }
  const site = { id: siteId, handleKey: rules.handleKey }
  const found = await retirePrevious(tx, site, previous, endpoint.hash, now)
  const facts = { site: siteId, endpoint: previous.endpoint }
  if (found.isRetired) happened.push((events) => events.replaced(facts))
  return found
}

// One that was never retired, and is registered again, is no growth: its browser was there all the time.
function growthOf(stored: SubscriptionRow | undefined, isReplacing: boolean): GrowthKind | undefined {
  if (stored !== undefined && stored.status !== 'retired') return undefined
  if (isReplacing) return 'renewed'
  return stored === undefined ? 'new' : 'returned'
}

interface Before {
  stored: SubscriptionRow | undefined
  storedOwner: Subscriber | undefined
  previousOwner: Subscriber | undefined
}

async function settleOwner(
  tx: Queries,
  { siteId, identity, keys }: CheckedRegistration,
  { stored, storedOwner, previousOwner }: Before,
  now: number,
): Promise<Subscriber> {
  const choice = chooseOwner({
    identity: identity === null ? null : identity?.subscriber,
    stored: stored &&
      storedOwner && {
        owner: storedOwner,
        isProved: isEqual(stored.auth, keys.auth),
        isOver: stored.status === 'retired' && hasLetGo(stored.reason, storedOwner),
      },
    previousOwner,
  })
  if (choice.ok) return establishOwner(tx, siteId, choice.owner, now)
  const message =
    'the endpoint belongs to another subscriber, and the auth secret does not prove that it is this browser: ' +
    'unsubscribe in the browser and subscribe again'
  throw new Refusal(choice.code, message, { field: 'keys.auth' })
}

async function save(
  tx: Queries,
  { siteId, input, endpoint, keys }: CheckedRegistration,
  { stored, owner, keyId }: { stored: SubscriptionRow | undefined; owner: Subscriber; keyId: string },
  now: number,
): Promise<Pick<SubscriptionRow, 'push_service' | 'browser' | 'os'>> {
  const browser = input.browser ?? (input.userAgent === undefined ? {} : recogniseBrowser(input.userAgent))
  const columns = {
    subscriber_id: owner.id,
    p256dh: keys.p256dh,
    auth: keys.auth,
    vapid_key_id: keyId,
    push_service: endpoint.service,
    status: 'active',
    reason: null,
    browser: browser.name ?? stored?.browser ?? null,
    browser_version: browser.version ?? stored?.browser_version ?? null,
    os: browser.os ?? stored?.os ?? null,
    mobile: flag(browser.mobile) ?? stored?.mobile ?? null,
    locale: input.locale ?? stored?.locale ?? null,
    time_zone: input.timeZone ?? stored?.time_zone ?? null,
    expiration_time: input.expirationTime ?? null,
    updated_at: now,
    last_seen_at: now,
  } as const
  if (stored) {
    await updateSubscription(tx, stored.id, columns)
  } else {
    const identifying = { site_id: siteId, endpoint: endpoint.url, endpoint_hash: endpoint.hash }
    await insertSubscription(tx, { ...columns, ...identifying, created_at: now })
  }
  return columns
}

async function keepConsent(
  tx: Queries,
  { siteId, input: { consent, topics = [] }, endpoint, origin }: CheckedRegistration,
  subscriberId: number,
  now: number,
): Promise<void> {
  const saved = consent && (await findSubscription(tx, siteId, endpoint.hash))
  if (consent === undefined || saved === undefined) return
  const given = { siteId, subscriberId, subscription: saved.id, origin: origin ?? null, topics }
  await recordConsent(tx, { ...given, wording: consent.wording, path: consent.path ?? null }, now)
}

function flag(value: boolean | undefined): 0 | 1 | undefined {
  return value === undefined ? undefined : value ? 1 : 0
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
