import type { OwnSubscription, ProfileName } from '@belfry/push-service'

/** What a soak puts into Belfry's database, and what it reads from it in the end. */
export interface SoakDatabase {
  /** The public VAPID key of the site. */
  publicKey(): Promise<string>
  /** Puts subscriptions in while no Belfry runs, each of a subscriber of its own. */
  insertSubscriptions(subscriptions: readonly SoakSubscription[]): Promise<void>
  record(): Promise<BelfrysRecord>
}

export interface SoakSubscription {
  profile: ProfileName
  subscription: OwnSubscription
}

/** What Belfry itself has written down. */
export interface BelfrysRecord {
  /** `ok`, or what is wrong with the database. */
  integrity: string
  notifications: { id: string; state: string }[]
  /** Skipped ones with their reason. */
  outcomes: Record<string, number>
  subscriptions: { endpoint: string; status: string; reason: string | null }[]
  jobs: number
  deadJobs: number
  parkedJobs: number
  /** The first few that are left. */
  left: object[]
}

/** The name under which an outcome is counted. */
export const COUNTED_OUTCOME =
  "case outcome when 'skipped' then 'skipped: ' || reason else outcome end"
