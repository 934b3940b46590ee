import type { RangeTarget, SubscribersTarget } from './jobs.ts'

export interface PlannedBatch {
  target: RangeTarget | SubscribersTarget
  subscriptions: number
  /** Known without a look for the next one; absent where that look has to tell. */
  isLast?: boolean
}

export type Audience = { topic?: string; subscriber?: string; subscribers?: string[]; all?: true }

/** Where the next page begins. */
export function endOf({ target }: PlannedBatch): number {
  return 'to' in target ? target.to : Math.max(...target.subscribers)
}
