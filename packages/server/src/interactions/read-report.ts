import { readLandingToken } from '../forms/landing-token.ts'
import { isHandleOf } from '../subscriptions/handle.ts'
import type { Interaction } from './schema.ts'
import { codeOf, codeOfPressed, type InteractionKind } from './kinds.ts'

/** A notification that interactions are told of. */
export interface Reported {
  number: number
  createdAt: number
  expiresAt: number
  /** Of its audience, when that is one. */
  topic: string | undefined
  /** The names of its actions, in their order. */
  actions: readonly string[]
  lang: string | undefined
}

/** A subscription that a handle names. */
export interface Reporter {
  id: number
  subscriber: number
  device: number
}

/** One interaction as the log has it. */
export interface LogRow {
  notification: Reported
  reporter: Reporter
  kind: number
  at: number
}

const DAY_MS = 86_400_000
/** Reports of a notification are taken so long after it has expired: a browser may have been offline since. */
export const LATE_MS = 7 * DAY_MS

/** The part of a handle that finds the subscription, in hex; undefined for what is no handle. */
export function hashOfHandle(handle: string): string | undefined {
  const bytes = Buffer.from(handle, 'base64url')
  return bytes.length === 32 ? bytes.toString('hex', 0, 16) : undefined
}

/** Whether the handle is this subscription's, of its present owner. */
export function proves(key: Buffer, handle: string, siteId: string, hash: string, reporter: Reporter): boolean {
  const endpointHash = Buffer.from(hash, 'hex')
  return isHandleOf(key, handle, { siteId, endpointHash, subscriberId: reporter.subscriber })
}

/** What an interaction is about: what it says itself, or what its token says. Undefined: the token is none of ours. */
export function subjectOf(
  { notification, kind, action, token }: Interaction,
  landingKey: Uint8Array,
): { notification: string; codeIn: (of: Reported) => number } | undefined {
  if (token === undefined) {
    const known = kind as InteractionKind // the schema asks for it
    return { notification: notification ?? '', codeIn: ({ actions }) => codeOf(known, action, actions) }
  }
  const landing = readLandingToken(landingKey, token)
  return landing && { notification: landing.notification, codeIn: () => codeOfPressed(landing.pressed) }
}

/** The row of an interaction, or why there is none. The browser's clock counts between the sending and now only. */
export function rowOf(
  { code, at }: { code: (of: Reported) => number; at: number },
  notification: Reported | undefined,
  reporter: Reporter | undefined,
  now: number,
): LogRow | 'handle' | 'notification' | 'late' {
  if (reporter === undefined) return 'handle'
  if (notification === undefined) return 'notification'
  if (now > notification.expiresAt + LATE_MS) return 'late'
  return {
    notification,
    reporter,
    kind: code(notification),
    at: Math.min(Math.max(at, notification.createdAt), Math.max(now, notification.createdAt)),
  }
}
