import type { NotificationRow, NotificationState } from '../database/schema.ts'
import { PENDING_OUTCOMES } from '../deliveries/delivery-store.ts'
import type { AudienceRequest, NotificationRequest } from './schema.ts'

type Content = Omit<NotificationRequest, 'to' | 'ttl' | 'urgency' | 'privacy' | 'collapseKey'>

/** How far a notification has come. */
export interface NotificationProgress {
  /** Subscriptions that it goes to; grows while it is planned. */
  audience: number
  /** Accepted by the push services. */
  sent: number
  /** Deliveries by how they ended; `throttled`, `retry-later` and `unreachable` are tried again. */
  outcomes: Record<string, number>
  /** Without a final outcome yet. */
  remaining: number
  /** Of the last five to ten seconds. */
  ratePerSecond: number
}

/** A notification as the API shows it. Times are ISO 8601. */
export interface NotificationDetails extends Content {
  id: string
  state: NotificationState
  lane: NotificationRow['lane']
  to: AudienceRequest
  ttl: number
  urgency: string
  privacy: string
  collapseKey?: string
  createdAt: string
  expiresAt: string
  finishedAt: string | null
  progress: NotificationProgress
  /** Something about it that its sender may not expect. */
  note?: string
}

const NOT_FINAL: readonly string[] = PENDING_OUTCOMES
const NOBODY =
  'nobody in the audience is subscribed: check who is meant, and whether they have subscribed'

/** `recent`: deliveries tried since `recentSince`. */
export function viewNotification(
  row: NotificationRow,
  counted: Record<string, number>,
  rate: { recent: number; recentSince: number; now: number },
): NotificationDetails {
  // People who subscribe while it is being sent may get it too.
  const audience = Math.max(row.audience_size, sum(counted))
  const outcomes = row.state === 'cancelled' ? withSkipped(counted, audience) : counted
  const final = sum(outcomes, (outcome) => !NOT_FINAL.includes(outcome))
  const seconds = Math.max(1000, rate.now - Math.max(rate.recentSince, row.created_at)) / 1000
  const isEmpty = row.planned_at !== null && audience === 0
  return {
    id: row.id,
    state: row.state,
    lane: row.lane,
    to: JSON.parse(row.audience) as AudienceRequest,
    ...(JSON.parse(row.content) as Content),
    ttl: Math.round((row.expires_at - row.created_at) / 1000),
    urgency: row.urgency,
    privacy: row.privacy,
    ...(row.collapse_key === null ? {} : { collapseKey: row.collapse_key }),
    createdAt: new Date(row.created_at).toISOString(),
    expiresAt: new Date(row.expires_at).toISOString(),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at).toISOString(),
    progress: {
      audience,
      sent: outcomes['accepted'] ?? 0,
      outcomes,
      remaining: audience - final,
      ratePerSecond: Math.round((rate.recent / seconds) * 10) / 10,
    },
    ...(isEmpty ? { note: NOBODY } : {}),
  }
}

// Whoever has no final outcome when it is cancelled gets nothing any more. Those who are being sent to at that moment
// do: their outcomes come a little later, and there are fewer skipped ones then. So this is no figure to be stored.
function withSkipped(counted: Record<string, number>, audience: number): Record<string, number> {
  const { skipped: _, ...reached } = Object.fromEntries(
    Object.entries(counted).filter(([outcome]) => !NOT_FINAL.includes(outcome)),
  )
  const skipped = audience - sum(reached)
  return skipped > 0 ? { ...reached, skipped } : reached
}

function sum(
  outcomes: Record<string, number>,
  include: (outcome: string) => boolean = () => true,
): number {
  return Object.entries(outcomes).reduce(
    (total, [outcome, count]) => total + (include(outcome) ? count : 0),
    0,
  )
}
