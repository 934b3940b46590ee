import type { OwnSubscription, ProfileName } from '@belfry/push-service'

/** A soak's access to Belfry's database: its rows at the start, and its evidence at the end. */
export interface SoakDatabase {
  /** The public VAPID key of the site. */
  publicKey(): Promise<string>
  /** Inserts subscriptions while no Belfry runs, each with its own subscriber. */
  insertSubscriptions(subscriptions: readonly SoakSubscription[]): Promise<void>
  record(): Promise<BelfrysRecord>
}

export interface SoakSubscription {
  profile: ProfileName
  subscription: OwnSubscription
}

/** Belfry's own records. */
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
export const COUNTED_OUTCOME = "case outcome when 'skipped' then 'skipped: ' || reason else outcome end"
