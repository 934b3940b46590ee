import { z } from 'zod'
import type { Lane } from '../database/schema.ts'
import { jobKind } from '../queue/job-kind.ts'
import type { NewJob } from '../queue/queue.ts'

const number = z.int()
const ofOne = z.object({ notification: number })

const targets = [
  /** Subscriber ids, `from` excluded and `to` included: members of the audience between them at that time. */
  ofOne.extend({ from: number, to: number }),
  ofOne.extend({ subscribers: z.array(number) }),
  /** Deliveries that were tried before, exactly `attempts` times. */
  ofOne.extend({ subscriptions: z.array(number), attempts: number }),
] as const

const flowOf = ({ notification }: z.output<typeof ofOne>) => String(notification)

/** Cuts a notification's audience into batches. */
export const planKind = jobKind('plan', ofOne, flowOf)
/** Puts the jobs of a notification that was paused back into the queue. */
export const resumeKind = jobKind('resume', ofOne, flowOf)
/** Sends to one part of the audience. */
export const deliverKind = jobKind('deliver', z.union(targets), flowOf)

export type DeliverPayload = z.output<z.ZodUnion<typeof targets>>
type WithoutNotification<Payload> = Payload extends unknown ? Omit<Payload, 'notification'> : never
export type DeliverTarget = WithoutNotification<DeliverPayload>
export type RetryTarget = Extract<DeliverTarget, { attempts: number }>

export function planJob(lane: Lane, notification: number): NewJob {
  return planKind.job(lane, { notification })
}

export function resumeJob(lane: Lane, notification: number): NewJob {
  return resumeKind.job(lane, { notification })
}

/** The number of the notification of a job, of any of these kinds. */
export function notificationOf({ payload }: { payload: unknown }): number {
  return ofOne.parse(payload).notification
}
