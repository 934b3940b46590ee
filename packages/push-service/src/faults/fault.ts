import type { FieldsOf, Kind } from '../arguments/check-argument.ts'
import { profileNames, type ProfileName } from '../profiles/profile.ts'

/**
 * status: an answer with that status · slow: only the delay · hold: nothing until the fault is
 * removed, then as if there had been none · cut: the connection ends without an answer · truncate: it ends amid the
 * answer · reset: RST_STREAM · goaway: GOAWAY, this stream not processed · hang: no answer ever · drip: a byte of the
 * answer now and then · huge: a huge answer body · huge-headers: huge answer headers
 */
export type FaultAction = (typeof actions)[number]

const actions = [
  'status',
  'slow',
  'hold',
  'cut',
  'truncate',
  'reset',
  'goaway',
  'hang',
  'drip',
  'huge',
  'huge-headers',
] as const

/** A fault: its kind, its target, and how often it happens. */
export interface FaultInput {
  readonly action: FaultAction
  /** only requests for this subscription (its id) */
  readonly subscription?: string | undefined
  /** only requests for this kind of service; with neither, every request */
  readonly profile?: ProfileName | undefined
  /** the number of requests it happens to, then it ends (hold: for others); absent: until removed */
  readonly count?: number | undefined
  /** 0 to 1 per request; absent: every one */
  readonly probability?: number | undefined
  /** makes the probability's choices repeatable */
  readonly seed?: number | undefined
  /** before: the message is not taken · after: it is taken and delivered, its answer is lost */
  readonly when?: 'before' | 'after' | undefined
  /** milliseconds before anything happens */
  readonly delayMs?: number | undefined
  /** of the answer; 500 when absent for status, 200 for drip and huge */
  readonly status?: number | undefined
  /** Retry-After in seconds */
  readonly retryAfter?: number | undefined
  /** Retry-After as a date so many seconds ahead */
  readonly retryAfterDate?: number | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** of the answer; absent: the real service's with this status */
  readonly body?: string | undefined
  /** of drip (4096), huge (64 MiB), huge-headers (1 MiB) */
  readonly bytes?: number | undefined
  /** milliseconds between two bytes of drip; 1000 when absent */
  readonly intervalMs?: number | undefined
  /** HTTP/2 error code of reset (2, INTERNAL_ERROR) and goaway (0, NO_ERROR) */
  readonly errorCode?: number | undefined
}

export interface Fault extends FaultInput {
  readonly id: string
  /** requests it has happened to */
  readonly happened: number
}

const anyInteger: Kind = { from: 0, to: Number.MAX_SAFE_INTEGER }
const milliseconds: Kind = { from: 0, to: 600_000 }

export const faultFields: FieldsOf<FaultInput> = {
  action: actions,
  subscription: 'string',
  profile: profileNames,
  count: { from: 1, to: Number.MAX_SAFE_INTEGER },
  probability: { from: 0, to: 1, fraction: true },
  seed: anyInteger,
  when: ['before', 'after'],
  delayMs: milliseconds,
  status: { from: 200, to: 599 },
  retryAfter: anyInteger,
  retryAfterDate: { from: 0, to: 1e9 },
  headers: 'headers',
  body: 'string',
  bytes: { from: 0, to: 2 ** 30 },
  intervalMs: milliseconds,
  errorCode: { from: 0, to: 0xffffffff },
}
