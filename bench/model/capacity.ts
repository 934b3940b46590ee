import { MEASURED } from './measured.ts'

/** The needs of one broadcast a day to so many subscriptions. */
export interface Capacity {
  subscriptions: number
  /** cores that the workers and the database's primary need, to be done in ten minutes */
  workerCores: number
  databaseCores: number
  connections: number
  /** how long one planner takes to cut the audience into batches */
  planSeconds: number
  queueJobs: number
  /** while it runs in ten minutes */
  gigabitsToPushServices: number
  subscriptionBytes: number
  /** of 14 weeks, at one broadcast a day */
  deliveryBytes: number
  walBytes: number
  limits: Limit[]
}

/** One resource of an ordinary large machine, and the share in use: above 1 it is not enough. */
export interface Limit {
  name: string
  used: number
}

export const SIZES = [1e6, 1e7, 1e8, 1e9] as const
export const SECONDS_TO_FINISH = 600
// 90 days, and the week that is not over yet.
export const DAYS_KEPT = 97

/** One primary as it can be rented or bought anywhere; nothing here was measured on it. */
export const MACHINE = {
  cores: 16,
  /** PostgreSQL's own default */
  connections: 100,
  diskBytes: 2e12,
  gigabits: 10,
} as const

export function capacityOf(subscriptions: number): Capacity {
  const { cpuMicros, wire } = MEASURED
  const workerCores = (subscriptions * cpuMicros.worker) / 1e6 / SECONDS_TO_FINISH
  const databaseCores = (subscriptions * cpuMicros.database) / 1e6 / SECONDS_TO_FINISH
  const connections = Math.ceil(workerCores) * MEASURED.connectionsPerWorker
  const planSeconds = ((subscriptions / 500) * MEASURED.planMillisPerBatch) / 1000
  const gigabits = (subscriptions * wire.toPushService * 8) / 1e9 / SECONDS_TO_FINISH
  const subscriptionBytes = subscriptions * MEASURED.subscriptionBytes
  const deliveryBytes = subscriptions * MEASURED.deliveryBytes * DAYS_KEPT
  const limits = [
    { name: 'cores of one worker machine', used: workerCores / MACHINE.cores },
    { name: 'connections of the primary', used: connections / MACHINE.connections },
    { name: 'disk of the primary', used: (subscriptionBytes + deliveryBytes) / MACHINE.diskBytes },
    { name: 'cores of the primary', used: databaseCores / MACHINE.cores },
    { name: 'the one planner', used: planSeconds / SECONDS_TO_FINISH },
    { name: 'network', used: gigabits / MACHINE.gigabits },
  ]
  return {
    subscriptions,
    workerCores,
    databaseCores,
    connections,
    planSeconds,
    queueJobs: (subscriptions / 1e6) * MEASURED.jobsPerMillion,
    gigabitsToPushServices: gigabits,
    subscriptionBytes,
    deliveryBytes,
    walBytes: subscriptions * MEASURED.walBytes,
    limits: limits.toSorted((a, b) => b.used - a.used),
  }
}

/** The sizes at which a resource of the machine is used up, the first one first. */
export function breakingPoints(): { name: string; subscriptions: number }[] {
  const { subscriptions, limits } = capacityOf(1e9) // everything grows in proportion
  return limits.map(({ name, used }) => ({ name, subscriptions: subscriptions / used }))
}
