import type { BelfryModels } from '@belfry/client'

export type Progress = BelfryModels['Notification']['progress']

/** What an outcome means for a reader: few enough to be told apart by colour. */
export const GROUPS = ['accepted', 'later', 'not', 'gone', 'failed', 'remaining'] as const
export type Group = (typeof GROUPS)[number]

const GROUP_OF: Readonly<Record<string, Group>> = {
  accepted: 'accepted',
  held: 'later',
  throttled: 'later',
  'retry-later': 'later',
  unreachable: 'later',
  skipped: 'not',
  expired: 'not',
  gone: 'gone',
  'key-mismatch': 'gone',
  rejected: 'failed',
  'too-large': 'failed',
}

/** The browsers of a notification by what became of them; an outcome of a newer Belfry counts as failed. */
export function groupOutcomes({ audience, outcomes }: Progress): Record<Group, number> {
  const sums: Record<Group, number> = { accepted: 0, later: 0, not: 0, gone: 0, failed: 0, remaining: 0 }
  let known = 0
  for (const [outcome, count] of Object.entries(outcomes)) {
    sums[GROUP_OF[outcome] ?? 'failed'] += count
    known += count
  }
  sums.remaining = Math.max(0, audience - known)
  return sums
}

/** Outcomes that are not `accepted`, the most frequent first. */
export function unreachedOutcomes({ outcomes }: Progress): [outcome: string, count: number][] {
  return Object.entries(outcomes)
    .filter(([outcome, count]) => outcome !== 'accepted' && count > 0)
    .toSorted(([, a], [, b]) => b - a)
}

/** A share between 0 and 1; undefined of nothing. */
export function shareOf(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined
}
