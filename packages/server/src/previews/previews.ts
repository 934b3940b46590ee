import { randomUUID } from 'node:crypto'
import { setImmediate as immediate } from 'node:timers/promises'
import { whyNobody } from '../audiences/why-nobody.ts'
import type { Database } from '../database/database.ts'
import type { StatementDatabase } from '../database/statement.ts'
import type { DeliveryGate } from '../deliveries/delivery-gate.ts'
import type { DigestIntake, DigestPlace } from '../deliveries/digest-intake.ts'
import type { DueDelivery, SendableNotification } from '../deliveries/delivery-store.ts'
import { draftNotification } from '../notifications/create-notification.ts'
import { checkRequest, type CheckedRequest, type NewNotification } from '../notifications/notification-row.ts'
import type { Appearances, NotificationPreview } from './answer-schema.ts'
import { appearOnAll, type ShownContent } from './appear-on.ts'
import { AudienceReader, type Part } from './read-audience.ts'
import { Tally, type TalliedDecision } from './tally.ts'
import { walkAudience } from './walk-audience.ts'

/** Says what would become of a notification, and sends nothing. */
export interface Previews {
  /** Throws the Refusals of the notification itself. */
  preview(siteId: string, input: unknown): Promise<NotificationPreview>
  /** How it would look, and nothing of who would get it: quick enough to be asked at each pause of the typing. */
  appear(siteId: string, input: unknown): Promise<Appearances>
}

export interface PreviewsNeeds<Tx> {
  database: Database & StatementDatabase<Tx>
  /** As the engine asks them. */
  gates: readonly DeliveryGate[]
  digests: Pick<DigestIntake, 'look'>
  now: () => number
  /** Monotonic milliseconds. */
  elapsed?: () => number
}

// Of an audience that is looked at as a whole.
const LONGEST_MS = 5000
// Of no notification: nothing has been delivered of it.
const NO_NUMBER = -1

export function createPreviews<Tx>(needs: PreviewsNeeds<Tx>): Previews {
  const { database, gates, digests, now, elapsed = () => performance.now() } = needs
  let last: Promise<unknown> = Promise.resolve()

  async function preview(siteId: string, input: unknown): Promise<NotificationPreview> {
    const checked = checkRequest(input, undefined)
    const { audience } = checked
    const row = await draft(siteId, checked)
    const notification: SendableNotification = {
      number: NO_NUMBER,
      id: row.id,
      siteId,
      lane: row.lane,
      state: 'sending',
      audience,
      payload: row.payload,
      collapseKey: null,
      urgency: row.urgency,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }
    const reader = new AudienceReader(database, siteId, audience)
    const { looks, isAll } = await walkAudience(reader)
    const tally = new Tally()
    const since = elapsed()
    let subscriptions = 0
    let isWhole = true
    for (const { part, weight } of looks) {
      isWhole &&= !isAll || elapsed() - since < LONGEST_MS
      if (isWhole) subscriptions += weight * (await examine(notification, reader, part, tally))
    }
    subscriptions = Math.round(subscriptions)
    const note = subscriptions === 0 ? await whyNobody(database, siteId, audience) : undefined
    return {
      lane: notification.lane,
      audience: subscriptions,
      isWhole,
      examined: tally.examined,
      isEstimate: !isAll || !isWhole,
      ...tally.of(subscriptions),
      ...appearancesOf(checked, row),
      ...(note === undefined ? {} : { note }),
    }
  }

  function draft(siteId: string, checked: CheckedRequest): Promise<NewNotification> {
    return draftNotification(database, checked, { siteId, id: randomUUID(), now: now() })
  }

  /** Answers with how many there are. */
  async function examine(
    notification: SendableNotification,
    reader: AudienceReader<Tx>,
    part: Part,
    tally: Tally,
  ): Promise<number> {
    let count = 0
    for await (const page of reader.members(part)) {
      for (const decision of await askAll(notification, page)) tally.add(decision)
      count += page.length
      await immediate()
    }
    return count
  }

  /** The first decision on each that is not to send it. */
  async function askAll(notification: SendableNotification, page: readonly DueDelivery[]) {
    const decided = new Map<DueDelivery, TalliedDecision>()
    const kept: DueDelivery[] = []
    let passing = page
    for (const gate of gates) {
      if (passing.length === 0) break
      const question = { notification, due: passing, now: now() }
      const answer = await (gate.look === undefined ? gate.decide(question) : gate.look(question))
      passing = passing.filter((due, index) => {
        const decision = answer?.[index]
        if (decision === undefined || decision.kind === 'send') return true
        if (decision.kind === 'digest') kept.push(due)
        else decided.set(due, decision)
        return false
      })
    }
    if (kept.length > 0) {
      const places = await digests.look({ notification, due: kept, now: now() })
      for (const [index, due] of kept.entries()) decided.set(due, inDigest(places[index], notification))
    }
    return page.map((due) => decided.get(due))
  }

  return {
    // One at a time: several would slow down everything else, and each other.
    preview(siteId, input) {
      const own = last.then(
        () => preview(siteId, input),
        () => preview(siteId, input),
      )
      last = own
      return own
    },
    async appear(siteId, input) {
      const checked = checkRequest(input, undefined)
      return appearancesOf(checked, await draft(siteId, checked))
    },
  }
}

function appearancesOf({ request }: CheckedRequest, { payload, privacy }: NewNotification): Appearances {
  const { notification } = JSON.parse(payload) as { notification: ShownContent }
  const isCut = (field: 'title' | 'body') => {
    const text = request[field]?.toWellFormed()
    return privacy === 'full' && Boolean(text) && text !== notification[field]
  }
  return { platforms: appearOnAll(notification), shortened: (['title', 'body'] as const).filter(isCut) }
}

function inDigest(place: DigestPlace | undefined, { expiresAt }: SendableNotification): TalliedDecision {
  if (typeof place !== 'number') return { kind: 'skip', reason: 'digest-full' }
  return place < expiresAt ? { kind: 'hold', reason: 'digest', until: place } : { kind: 'skip', reason: 'digest' }
}
