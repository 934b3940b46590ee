import type { VapidKeyStatus } from '../database/schema.ts'
import type { DeliveryDetails } from '../deliveries/answer-schema.ts'
import { explainCause, type Explanation } from '../deliveries/undelivered/explain-cause.ts'
import type { PersonSilence } from '../sites/site-silence.ts'
import type { SubscriptionDetails } from '../subscriptions/answer-schema.ts'
import type { Finding } from './answer-schema.ts'

/** The known facts of one browser's notifications. */
export interface DiagnosisFacts {
  subscription: SubscriptionDetails
  /** The VAPID pair that it was made with; undefined: the site has no such pair. */
  key: VapidKeyStatus | undefined
  topics: {
    offered: readonly string[]
    on: readonly string[]
    /** Turned off by the person’s reports that notifications of it are irrelevant. */
    muted?: readonly string[]
  }
  /** What is known of the owner's reactions. */
  silence?: PersonSilence | undefined
  /** Newest first. */
  deliveries: readonly DeliveryDetails[]
  /** The causes that keep all messages from this push service at present. */
  outages: readonly Explanation[]
}

const DAY_MS = 24 * 60 * 60 * 1000
// After so long without a visit or a received push, a browser is often abandoned by its owner (S73).
const NEXT_VISIT = 'The person turns notifications on again at a visit; pressing the bell does it at once.'

const RETIRED: Readonly<Record<NonNullable<SubscriptionDetails['reason']>, Omit<Finding, 'check' | 'level'>>> = {
  gone: {
    text: 'the push service says that this subscription no longer exists',
    help: `The browser was reset, or its permission was taken away. ${NEXT_VISIT}`,
  },
  unsubscribed: { text: 'the person has turned notifications off in this browser', help: NEXT_VISIT },
  'signed-out': {
    text: 'the person has signed out in this browser, or somebody else has signed in',
    help: 'It goes on by itself when the same person signs in again.',
  },
  replaced: {
    text: 'the browser has a newer subscription, which is sent to in its place',
    help: 'Look at the newer one: GET /v1/subscriptions?subscriber=… lists them.',
  },
  ended: { text: 'it was ended by the site', help: NEXT_VISIT },
  aged: {
    text: 'the browser was not seen for so long that its subscription was ended, as the ageing policy says',
    help: `${NEXT_VISIT} GET /v1/ageing has the policy and what it has ended.`,
  },
  'never-accepted': {
    text: 'no push service has ever taken anything for it, and it was tried for as long as the ageing policy says',
    help: `Its address was probably made up. ${NEXT_VISIT} GET /v1/ageing has the policy and what it has ended.`,
  },
}

/** Says why this browser gets notifications, or does not: one finding for each thing that could be wrong. Pure. */
export function diagnose(facts: DiagnosisFacts, now: number, staleDays: number): Finding[] {
  return [
    { check: 'status', ...statusOf(facts) },
    { check: 'key', ...keyOf(facts) },
    { check: 'topics', ...topicsOf(facts) },
    { check: 'visits', ...visitsOf(facts, now, staleDays) },
    { check: 'reactions', ...reactionsOf(facts) },
    { check: 'push-service', ...pushServiceOf(facts) },
    { check: 'deliveries', ...deliveriesOf(facts) },
  ]
}

type Found = Omit<Finding, 'check'>

function statusOf({ subscription: { status, reason } }: DiagnosisFacts): Found {
  if (status === 'active') return ok('it is active')
  if (status === 'retired' && reason !== null) return { level: 'problem', ...RETIRED[reason] }
  const text = 'its push service refuses what is signed with the key that it was made with'
  return { level: 'problem', text, help: 'The browser subscribes anew at its next visit, and gets nothing until then.' }
}

function keyOf({ subscription: { keyId }, key }: DiagnosisFacts): Found {
  switch (key) {
    case 'active':
      return ok(`it was made with the site's active VAPID pair, ${keyId}`)
    case 'retiring':
      return ok(`it was made with ${keyId}, which is retiring: the browser moves over at its next visit`)
    case 'retired':
    case undefined:
      return {
        level: 'problem',
        text: `it was made with the VAPID pair ${keyId}, with which nothing is signed any more`,
        help: 'Bring the pair back (belfry vapid), or wait: the browser subscribes anew at its next visit.',
      }
  }
}

function topicsOf({ topics: { offered, on, muted = [] } }: DiagnosisFacts): Found {
  if (offered.length === 0) return ok('the site has no topics: what goes to all arrives')
  if (muted.length > 0) {
    return {
      level: 'warning',
      text: `muted: ${muted.join(', ')}, since the person has called two notifications of it irrelevant`,
      help: `The person turns it on again, as any topic. On: ${on.join(', ') || 'none'}.`,
    }
  }
  if (on.length > 0) return ok(`the person has on: ${on.join(', ')}`)
  return {
    level: 'warning',
    text: 'the person has no topic on: only what goes to all, or to this person, arrives',
    help: `The site offers ${offered.join(', ')}; the person chooses.`,
  }
}

function visitsOf({ subscription: { lastSeenAt } }: DiagnosisFacts, now: number, staleDays: number): Found {
  const days = Math.floor((now - Date.parse(lastSeenAt)) / DAY_MS)
  const seen = days < 1 ? 'within a day' : `${days} ${days === 1 ? 'day' : 'days'} ago`
  if (staleDays === 0 || days < staleDays) return ok(`the browser was last seen ${seen}`)
  const help = 'A push service also takes messages for browsers that nobody opens any more, so its word proves little.'
  return { level: 'warning', text: `the browser was last seen ${seen}`, help }
}

function reactionsOf({ silence }: DiagnosisFacts): Found {
  if (silence === undefined || silence.since === null) {
    return ok('nothing is known of reactions: none of its owner’s browsers has told of a display or a click')
  }
  const { since, shownDays, isHeldTo } = silence
  const day = new Date(since).toISOString().slice(0, 10)
  const days = `${shownDays} ${shownDays === 1 ? 'day' : 'days'}`
  if (isHeldTo === null) return ok(`its owner has had messages on ${days} without a reaction, since ${day}`)
  return {
    level: 'warning',
    text: `its owner has not reacted since ${day}, to messages on ${days}, and gets ${isHeldTo.perWeek} a week at most`,
    help:
      'So the site’s rule for those who never react says (silence, beside its caps). One click, one press of an ' +
      'action or one look into the inbox ends it.',
  }
}

function pushServiceOf({ subscription: { service }, outages: [worst] }: DiagnosisFacts): Found {
  if (worst === undefined) return ok(`nothing is known that keeps messages from the push service (${service})`)
  return { level: 'problem', text: `at present ${worst.summary}`, help: worst.help }
}

function deliveriesOf({ deliveries }: DiagnosisFacts): Found {
  const [newest] = deliveries
  if (newest === undefined) {
    const text = 'nothing was sent to it yet, or it was too long ago to be known'
    return { level: 'ok', text, help: 'Try it: belfry send --to subscriber:ID --title Test' }
  }
  if (newest.outcome !== 'accepted') return failed(newest)
  const taken = deliveries.filter(({ outcome }) => outcome === 'accepted').length
  return {
    level: 'ok',
    text:
      `its push service took the newest notification at ${newest.at}, and ${taken} of the last ` +
      `${deliveries.length}`,
    help:
      'If it did not show, look at the device: notifications of this browser in the system settings, Focus or Do Not ' +
      'Disturb, battery saver, and whether the browser runs.',
  }
}

const CAP_HELP = 'The pace of the site, of the topic, or of its owner’s preferences says how many those are.'
const CAPS = new Map([
  ['cap-day', 'its owner has had all messages of a day'],
  ['cap-week', 'its owner has had all messages of a week'],
  ['own-cap-day', 'its owner wants no more in a day'],
  ['own-cap-week', 'its owner wants no more in a week'],
  ['not-relevant', 'fewer, because its owner said it was not relevant'],
  ['no-reaction', 'fewer, because its owner has not reacted for long'],
])

function failed({ outcome, reason, notification }: DeliveryDetails): Found {
  const cap = CAPS.get(reason ?? '')
  if (cap !== undefined) {
    const later = outcome === 'held'
    const text = `the newest notification, ${notification}, ${later ? 'waits' : 'was not sent to it'}: ${cap}`
    return { level: later ? 'ok' : 'warning', text, help: CAP_HELP }
  }
  if (outcome === 'skipped') {
    const text = `the newest notification, ${notification}, was not sent to it: ${reason ?? 'skipped'}`
    return { level: 'warning', text, help: null }
  }
  if (outcome === 'held') {
    const whose = reason === 'quiet-hours' ? 'until the quiet hours of its owner or the site are over' : ''
    const until = whose || `until a time of its owner: ${reason ?? 'held'}`
    const text = `the newest notification, ${notification}, is held ${until}`
    return { level: 'ok', text, help: 'It comes by itself when that is over.' }
  }
  if (outcome === 'gone') return { level: 'problem', ...RETIRED.gone }
  const { summary, help } = explainCause({ outcome, reason: reason ?? outcome })
  return { level: 'problem', text: `the newest notification, ${notification}, did not arrive: ${summary}`, help }
}

function ok(text: string): Found {
  return { level: 'ok', text, help: null }
}
