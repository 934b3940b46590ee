import { classify, clockOff, type Sender } from '@belfry/web-push'
import type { PushOptions } from '../deliveries/engine/engine-messages.ts'
import { openSender } from '../deliveries/engine/open-sender.ts'
import { clockText } from '../deliveries/undelivered/clock-text.ts'
import { explainCause } from '../deliveries/undelivered/explain-cause.ts'
import { ok, problem, warning, type Finding } from './finding.ts'

/** The hosts that a firewall must allow (S85), one of each service. */
export const PUSH_HOSTS = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  'wns2-par02p.notify.windows.com',
]

// A firewall that drops packets must not keep a person waiting for half a minute.
const PATIENCE_MS = 5000
const CLOCK_OFF_MS = 60_000
// A token is used until three hours before its end.
const CLOCK_WRONG_MS = 3 * 3_600_000

/** Sends each push service an empty request, in exactly the way messages are sent, and compares the clocks. */
export async function examinePushServices(push: PushOptions, now: () => number): Promise<Finding[]> {
  await using sender = openSender(push, { connectTimeoutMs: PATIENCE_MS, responseTimeoutMs: PATIENCE_MS })
  const own = (push.allow ?? []).filter((entry) => !entry.startsWith('*.'))
  const asked = await Promise.all([...PUSH_HOSTS, ...own].map((host) => ask(host, sender, now)))
  const offs = asked.flatMap(({ off }) => (off === undefined ? [] : [off])).toSorted((a, b) => a - b)
  const middle = offs[Math.floor(offs.length / 2)]
  const failed = Map.groupBy(
    asked.filter(({ reason }) => reason !== undefined),
    ({ reason }) => reason as string,
  )
  return [
    ...asked.filter(({ reason }) => reason === undefined).map(({ host }) => ok(`${host} answers`)),
    ...Array.from(failed, ([reason, some]) => unreachable(reason, some)),
    ...(middle === undefined ? [] : [clockFinding(middle)]),
  ]
}

interface Asked {
  host: string
  /** Why it did not answer. */
  reason?: string
  detail?: string
  /** How far our clock is ahead of the service's. */
  off?: number | undefined
}

async function ask(host: string, sender: Sender, now: () => number): Promise<Asked> {
  const sent = now()
  // No service has a subscription there: its refusal is an answer.
  const request = { origin: `https://${host}`, path: '/', headers: { ttl: '0' }, body: undefined }
  const answer = await sender.send({ ...request, service: 'other' })
  return answer.kind === 'response'
    ? { host, off: clockOff(answer.headers, (sent + now()) / 2) }
    : { host, reason: classify(answer, 'other').reason, detail: answer.message }
}

/** One finding per cause: services usually share it, and the remedy. */
function unreachable(reason: string, asked: readonly Asked[]): Finding {
  const [first] = asked
  const outcome = reason.startsWith('blocked') ? 'rejected' : 'unreachable'
  const { summary, help } = explainCause({ outcome, reason })
  const hosts = asked.map(({ host }) => host).join(', ')
  const said = asked.length === 1 ? (first?.detail ?? reason) : reason
  return problem(`${hosts} cannot be reached (${said}): ${summary}. ${help}`)
}

function clockFinding(off: number): Finding {
  if (Math.abs(off) < CLOCK_OFF_MS) return ok("this machine's clock agrees with the push services'")
  const text = `this machine's clock is ${clockText(off)} of the push services'`.replace('behind of', 'behind')
  return Math.abs(off) < CLOCK_WRONG_MS
    ? warning(`${text}: let it follow NTP (timedatectl set-ntp true)`)
    : problem(`${text}, which refuse what it signs: let it follow NTP (timedatectl set-ntp true)`)
}
