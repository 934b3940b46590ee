import { storedAudienceSchema } from '../audiences/audience.ts'
import type { NotificationRow } from '../database/schema.ts'
import { parseStored } from '../database/stored-json.ts'
import { viewCounts, type CountedKind } from '../interactions/interaction-counts.ts'
import { PENDING_OUTCOMES } from '../deliveries/delivery-store.ts'
import type { NotificationDetails } from './answer-schema.ts'
import { parseContent } from './stored-content.ts'

const NOT_FINAL: readonly string[] = PENDING_OUTCOMES
const NOBODY = 'nobody in the audience is subscribed: check who is meant, and whether they have subscribed'

/** `recent`: deliveries tried since `recentSince`. */
export function viewNotification(
  row: NotificationRow,
  counted: Record<string, number>,
  interactions: readonly CountedKind[],
  rate: { recent: number; recentSince: number; now: number },
): NotificationDetails {
  // People who subscribe while it is being sent may get it too.
  const audience = Math.max(row.audience_size, sum(counted))
  const outcomes = row.state === 'cancelled' ? withSkipped(counted, audience) : counted
  const final = sum(outcomes, (outcome) => !NOT_FINAL.includes(outcome))
  const seconds = Math.max(1000, rate.now - Math.max(rate.recentSince, row.created_at)) / 1000
  const content = parseContent(row.content)
  const isEmpty = row.planned_at !== null && audience === 0
  return {
    id: row.id,
    state: row.state,
    lane: row.lane,
    // As requested, unparsed: a list does not fail for a kind that only a newer Belfry knows.
    to: parseStored(storedAudienceSchema, row.audience, 'notifications.audience'),
    ...content,
    ttl: Math.round((row.expires_at - row.created_at) / 1000),
    urgency: row.urgency as NotificationDetails['urgency'],
    privacy: row.privacy as NotificationDetails['privacy'],
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
    interactions: viewCounts(
      interactions,
      content.actions?.map(({ action }) => action),
    ),
    ...(isEmpty ? { note: NOBODY } : {}),
  }
}

// A subscription without a final outcome at the cancellation gets nothing, except requests under way at that moment:
// their outcomes come a little later, and then fewer are skipped. So this figure is not stored.
function withSkipped(counted: Record<string, number>, audience: number): Record<string, number> {
  const { skipped: _, ...reached } = Object.fromEntries(
    Object.entries(counted).filter(([outcome]) => !NOT_FINAL.includes(outcome)),
  )
  const skipped = audience - sum(reached)
  return skipped > 0 ? { ...reached, skipped } : reached
}

function sum(outcomes: Record<string, number>, include: (outcome: string) => boolean = () => true): number {
  return Object.entries(outcomes).reduce((total, [outcome, count]) => total + (include(outcome) ? count : 0), 0)
}
