import type { Job } from './queue.ts'

/** The events of a queue. */
export type QueueEvent =
  | { name: 'job-failed' | 'job-dead'; job: Job; error: string }
  | { name: 'lease-lost'; job: Job }
  | { name: 'queue-failed'; error: string }
  /** There are no announcements of work; the queue polls each second. */
  | { name: 'announcements-lost'; error: string }
