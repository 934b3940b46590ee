import type { StatementDatabase } from '../database/statement.ts'
import type { DeliveryGate, GateAnswer, GateDecision, GateQuestion } from '../deliveries/delivery-gate.ts'
import type { SiteNotices } from '../forms/notice.ts'
import { privatePayload } from '../notifications/private-payload.ts'
import { decide } from './decide.ts'
import { hasAnybody, readWanted, type WantedDeliveries } from './delivery-preferences-store.ts'
import { timeZoneOf } from './local-time.ts'

// The first wish on a server is in force a second later; all others at once.
const LOOK_EVERY_MS = 1000

/** Keeps to what subscribers want: pauses, a digest, quiet hours, and no content on the screen. */
export function createPreferencesGate<Tx>(
  database: StatementDatabase<Tx>,
  noticesOf: (siteId: string) => SiteNotices | undefined = () => undefined,
  elapsed: () => number = () => performance.now(),
): DeliveryGate {
  let anybody = false
  let lookedAt = Number.NEGATIVE_INFINITY

  async function decidePage(question: GateQuestion): Promise<GateAnswer> {
    if (!anybody) {
      lookedAt = elapsed()
      anybody = await hasAnybody(database)
      if (!anybody) return undefined
    }
    const { due, notification } = question
    const wanted = await readWanted(
      database,
      due.map(({ subscriber }) => subscriber),
    )
    if (wanted.size === 0) return undefined
    const payloads = new Map<string, Uint8Array>()
    const site = noticesOf(notification.siteId)
    const privateFor: PrivateFor = (level, locale) => {
      const key = `${level} ${locale}`
      let payload = payloads.get(key)
      if (payload === undefined) {
        const own = { id: notification.id, level, locale, site }
        payloads.set(key, (payload = privatePayload(notification.payload, own)))
      }
      return payload
    }
    return due.map(({ subscriber }) => {
      const own = wanted.get(subscriber)
      return own && decisionFor(own, question, privateFor)
    })
  }

  return {
    decide: (question) => (!anybody && elapsed() - lookedAt < LOOK_EVERY_MS ? undefined : decidePage(question)),
  }
}

type PrivateFor = (level: 'generic' | 'opaque', locale: string | null) => Uint8Array

function decisionFor(
  { preferences, browserZone, locale }: WantedDeliveries,
  { notification, now }: GateQuestion,
  privateFor: PrivateFor,
): GateDecision | undefined {
  const zone = timeZoneOf(preferences.timeZone ?? browserZone)
  // A digest is what it waits for.
  const wanted = notification.audience.kind === 'digest' ? { ...preferences, digest: null } : preferences
  const decision = decide(wanted, zone, notification.lane, now)
  if (decision.kind !== 'send') return decision
  const { content } = preferences
  return content === 'full' ? undefined : { kind: 'send', payload: privateFor(content, locale) }
}
