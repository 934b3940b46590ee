import type { StatementDatabase } from '../../database/statement.ts'
import type { SiteNotices } from '../../forms/notice.ts'
import type { DeliveryGate, GateDecision, GateQuestion } from '../../deliveries/delivery-gate.ts'
import { FORGOTTEN } from '../../deliveries/forgotten.ts'
import { DIGEST } from '../digest-statements.ts'
import { privatePayload } from '../../notifications/private-payload.ts'
import { digestPayload } from './digest-payload.ts'

interface Content {
  number: number
  state: string
  expiresAt: number
  payload: string
  privacy: string
}

type Base = GateQuestion['notification']

const NONE: GateDecision = { kind: 'skip', reason: 'digest-empty' }

/**
 * Gives each person of a digest their own payload, of what is still worth sending at this moment: what was cancelled or
 * has expired drops out.
 */
export function createDigestGate<Tx>(
  { statements, connection }: StatementDatabase<Tx>,
  noticesOf: (siteId: string) => SiteNotices | undefined = () => undefined,
): DeliveryGate {
  async function decidePage({ notification, due, now }: GateQuestion, digest: string): Promise<GateDecision[]> {
    const ids = [...new Set(due.map(({ subscriber }) => subscriber))]
    const covered = (await statements.table(connection, DIGEST.covered, { digest, ids })) as [number, number][]
    const numbers = [...new Set(covered.map(([, number]) => number))]
    const found = (await statements.run(connection, DIGEST.contents, { numbers })).rows as Content[]
    const contents = new Map(found.filter((one) => isShown(one, now)).map((one) => [one.number, one]))
    const locales = new Map((await statements.table(connection, DIGEST.locales, { ids })) as [number, string | null][])
    const ofPeople = Map.groupBy(
      covered.filter(([, number]) => contents.has(number)),
      ([id]) => id,
    )
    // Most people of a page have the same messages: the same object is encrypted from one form of it.
    const made = new Map<string, Uint8Array>()
    return due.map(({ subscriber }) => {
      const own = ofPeople.get(subscriber)?.map(([, number]) => number)
      if (own === undefined) return NONE
      const locale = locales.get(subscriber) ?? null
      const key = `${locale} ${own.join()}`
      let payload = made.get(key)
      if (payload === undefined) {
        const items = own.map((number) => contents.get(number) as Content)
        made.set(key, (payload = payloadOf(notification, items, locale)))
      }
      return { kind: 'send', payload }
    })
  }

  /** Of opaque ones not even the number is told. */
  function payloadOf({ id, siteId, payload }: Base, items: readonly Content[], locale: string | null): Uint8Array {
    const made = digestPayload(payload, items, locale)
    const isOpaque = items.length > 1 && items.every(({ privacy }) => privacy === 'opaque')
    return isOpaque ? privatePayload(made, { id, level: 'opaque', locale, site: noticesOf(siteId) }) : Buffer.from(made)
  }

  return {
    decide(question) {
      const { audience } = question.notification
      return audience.kind === 'digest' ? decidePage(question, audience.value) : undefined
    },
  }
}

function isShown({ state, expiresAt, payload }: Content, now: number): boolean {
  return state !== 'cancelled' && expiresAt > now && payload !== '' && payload !== FORGOTTEN
}
