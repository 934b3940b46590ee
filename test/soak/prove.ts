import type { Broadcast } from './arrivals.ts'
import { repeatWindow, STREAMS } from '../../packages/server/src/deliveries/repeat-window.ts'
import type { Sample } from './belfry-process.ts'
import type { Received } from './push-service-process.ts'
import type { BelfrysRecord } from './soak-database.ts'

/** One promise, and the finding. */
export interface Proof {
  name: string
  holds: boolean
  found: string
}

/** A cause of repeated messages, how often it happened, and how many may repeat each time. */
export interface Allowance {
  what: string
  times: number
  each: number
}

export interface Evidence {
  /** The push service's own record. */
  received: Received
  record: BelfrysRecord
  /** Notifications that the server accepted. */
  acknowledged: readonly Broadcast[]
  incidents: Incidents
  /** False for a short soak, in which kills come so often that a share says nothing. */
  isLong: boolean
  /** Notifications under way at the same time. */
  atOnce: number
  /** The broadcasts that did not end in time after the last trouble. */
  unfinished: string | undefined
  /** Of each process, one after each broadcast of a calm time at the end. */
  calm: ReadonlyMap<string, readonly Sample[]>
  /** 404 and 410 answered before and after the calm time. */
  toldGone: { before: number; after: number }
  /** The exit code after SIGTERM, of each process. */
  exitCodes: readonly (number | null)[]
}

export interface Incidents {
  kills: number
  /** Times that a living worker lost its jobs to others, after being cut off from the database for so long. */
  losses: number
  /** Connections that the push service broke. */
  breaks: number
}

const SERVICES = 4
/** Among all messages, when kills are as far apart as in a long soak. */
const REPEATED_MAX = 0.005
const DESCRIPTORS_MAX_GROWTH = 16
const MEMORY_MAX_GROWTH_MIB = 40

/** By Belfry's own bounds, see docs/decisions/0019. */
export function allowances({ kills, losses, breaks }: Incidents): Allowance[] {
  return [
    { what: 'kills', times: kills, each: repeatWindow('bulk', SERVICES) },
    { what: 'lost jobs of a living worker', times: losses, each: repeatWindow('bulk', SERVICES) },
    { what: 'broken connections', times: breaks, each: STREAMS.bulk },
  ]
}

/** Compares the push service's record with the promises. */
export function prove(evidence: Evidence): Proof[] {
  const { received, record, acknowledged, incidents } = evidence
  const { live, missing, taken, repeated, undecryptable, decrypted, mistaken, dead } = received
  const share = taken === 0 ? 0 : repeated / taken
  const allowed = allowances(incidents)
  const window = allowed.reduce((sum, { times, each }) => sum + times * each, 0)
  const status = new Map(record.subscriptions.map((row) => [row.endpoint, row]))
  const retired = record.subscriptions.filter((row) => row.status !== 'active')
  const deadEndpoints = new Set(dead.map(({ endpoint }) => endpoint))
  const wrongly = retired.filter(({ endpoint }) => !deadEndpoints.has(endpoint)).length
  const told = dead.filter(({ toldGone }) => toldGone > 0)
  const kept = told.filter(({ endpoint }) => status.get(endpoint)?.reason !== 'gone').length
  const tellings = Math.max(0, ...dead.map(({ toldGone }) => toldGone))
  // Batches of other notifications may be under way, and a killed process forgets the answers it got.
  const tellingsMax = evidence.atOnce + 1 + incidents.kills + incidents.losses
  const unfinished = record.notifications.filter(({ state }) => state !== 'done').length
  const unknown = acknowledged.filter(({ id }) => !record.notifications.some((row) => row.id === id))
  const others = Object.keys(record.outcomes).filter((outcome) => !FINE.includes(outcome))

  return [
    proof(
      'all broadcasts end when the troubles are over',
      evidence.unfinished === undefined,
      evidence.unfinished ?? 'all',
    ),
    proof(
      'every live subscriber got every notification',
      missing === 0,
      `${missing} of ${live * acknowledged.length} missing`,
    ),
    proof(
      'only what was not written down comes twice',
      repeated <= window,
      `${repeated}, at most ${window}: ` +
        allowed.map(({ what, times, each }) => `${each} for each of ${times} ${what}`).join(', '),
    ),
    proof(
      `and that is less than ${REPEATED_MAX * 100} %`,
      share < REPEATED_MAX || !evidence.isLong,
      `${(share * 100).toFixed(3)} % of ${taken}${evidence.isLong ? '' : ' (held to it in a long soak)'}`,
    ),
    proof(
      'no accepted notification is lost',
      unknown.length === 0 && unfinished === 0,
      `${unknown.length} lost, ${unfinished} unfinished of ${acknowledged.length}`,
    ),
    proof(
      'nothing is retired wrongly',
      wrongly === 0,
      `${wrongly} wrongly, ${retired.length} retired of ${record.subscriptions.length}`,
    ),
    proof('what was told 404 or 410 is retired', kept === 0, `${kept} of ${told.length} kept`),
    proof(`nobody gone is asked more than ${tellingsMax} times`, tellings <= tellingsMax, `${tellings} times at most`),
    proof(
      'and not at all any more at the end',
      evidence.toldGone.after === evidence.toldGone.before,
      `${evidence.toldGone.after - evidence.toldGone.before} times`,
    ),
    proof('outcomes are accepted, gone, or skipped because gone', others.length === 0, JSON.stringify(record.outcomes)),
    proof(
      'no job is left',
      record.jobs + record.parkedJobs === 0,
      `${record.jobs} jobs (${record.deadJobs} dead), ${record.parkedJobs} parked ` +
        (record.left.length === 0 ? '' : JSON.stringify(record.left)),
    ),
    proof(
      'every message could be decrypted, and was what its Topic says',
      undecryptable + mistaken === 0 && decrypted > 0,
      `${undecryptable} could not, and ${mistaken} were not, of ${decrypted}`,
    ),
    proof('the database is sound', record.integrity === 'ok', record.integrity),
    ...Array.from(evidence.calm).flatMap(([name, samples]) => leaks(name, samples)),
    proof(
      'SIGTERM ends it with 0',
      evidence.exitCodes.every((code) => code === 0),
      evidence.exitCodes.join(' '),
    ),
  ]
}

// Skipped: after one notification finds a subscription gone, another makes no attempt.
const FINE = ['accepted', 'gone', 'skipped: retired']

function leaks(name: string, calm: readonly Sample[]): Proof[] {
  const [first, last] = [calm[0], calm.at(-1)]
  if (first === undefined || last === undefined) return []
  const descriptors = last.descriptors - first.descriptors
  const memory = last.rssMiB - first.rssMiB
  return [
    proof(
      `${name}: descriptors do not grow by more than ${DESCRIPTORS_MAX_GROWTH}`,
      descriptors <= DESCRIPTORS_MAX_GROWTH,
      calm.map((sample) => sample.descriptors).join(' '),
    ),
    proof(
      `${name}: memory does not grow by more than ${MEMORY_MAX_GROWTH_MIB} MiB`,
      memory <= MEMORY_MAX_GROWTH_MIB,
      `${calm.map((sample) => sample.rssMiB).join(' ')} MiB`,
    ),
  ]
}

function proof(name: string, holds: boolean, found: string): Proof {
  return { name, holds, found }
}
