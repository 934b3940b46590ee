import { freshAnswer } from '../database/fresh-answer.ts'
import type { StatementDatabase } from '../database/statement.ts'
import type { DeliveryGate, GateAnswer, GateDecision, GateQuestion } from '../deliveries/delivery-gate.ts'
import type { SiteNotices } from '../forms/notice.ts'
import { privatePayload } from '../notifications/private-payload.ts'
import type { SiteQuietHours } from '../pace/pace.ts'
import { decide } from './decide.ts'
import { hasAnybody, readWanted, readZones, type WantedDeliveries } from './delivery-preferences-store.ts'
import { NO_PREFERENCES } from './delivery-preferences.ts'
import { inForce, zoneOf } from './in-force.ts'

/** What a site says for its people, as it is now. */
export interface PreferencesGateNeeds {
  noticesOf?: (siteId: string) => SiteNotices | undefined
  /** Quiet hours of everybody who has said nothing of their own. */
  quietHoursOf?: (siteId: string) => SiteQuietHours | undefined
  elapsed?: () => number
}

/** Keeps to what subscribers want: pauses, a digest, quiet hours, and no content on the screen. */
export function createPreferencesGate<Tx>(
  database: StatementDatabase<Tx>,
  { noticesOf = () => undefined, quietHoursOf = () => undefined, elapsed }: PreferencesGateNeeds = {},
): DeliveryGate {
  const hasSaid = freshAnswer(() => hasAnybody(database), { elapsed, isFinal: Boolean })

  async function decidePage(
    question: GateQuestion,
    site: SiteQuietHours | undefined,
    said: boolean | Promise<boolean>,
  ): Promise<GateAnswer> {
    const { due, notification } = question
    const subscribers = due.map(({ subscriber }) => subscriber)
    const wanted = (await said) ? await readWanted(database, subscribers) : new Map<number, WantedDeliveries>()
    if (wanted.size === 0 && site === undefined) return undefined
    const zones = site === undefined ? undefined : await readZones(database, subscribers)
    const privateFor = privatePayloads(notification, noticesOf(notification.siteId))
    return due.map(({ subscriber }) => {
      const own = wanted.get(subscriber)
      if (own !== undefined) return decisionFor(own, question, site, privateFor)
      if (zones === undefined) return undefined
      const unsaid = { preferences: NO_PREFERENCES, browserZone: zones.get(subscriber) ?? null, locale: null }
      return decisionFor(unsaid, question, site, privateFor)
    })
  }

  return {
    decide(question) {
      const { notification } = question
      // What somebody waits for is held by no quiet hours.
      const site = notification.lane === 'transactional' ? undefined : quietHoursOf(notification.siteId)
      const said = hasSaid()
      return site === undefined && said === false ? undefined : decidePage(question, site, said)
    },
  }
}

type PrivateFor = (level: 'generic' | 'opaque', locale: string | null) => Uint8Array

/** Makes each of them once. */
function privatePayloads(
  { id, payload: full }: GateQuestion['notification'],
  site: SiteNotices | undefined,
): PrivateFor {
  const payloads = new Map<string, Uint8Array>()
  return (level, locale) => {
    const key = `${level} ${locale}`
    let payload = payloads.get(key)
    if (payload === undefined) payloads.set(key, (payload = privatePayload(full, { id, level, locale, site })))
    return payload
  }
}

function decisionFor(
  wanted: WantedDeliveries,
  { notification, now }: GateQuestion,
  site: SiteQuietHours | undefined,
  privateFor: PrivateFor,
): GateDecision | undefined {
  const preferences = inForce(wanted.preferences, site)
  // A digest is what it waits for.
  const asked = notification.audience.kind === 'digest' ? { ...preferences, digest: null } : preferences
  const decision = decide(asked, zoneOf(wanted, site), notification.lane, now)
  if (decision.kind !== 'send') return decision
  const { content } = preferences
  return content === 'full' ? undefined : { kind: 'send', payload: privateFor(content, wanted.locale) }
}
