import type { Job } from './queue.ts'

/** What a queue tells of itself. */
export type QueueEvent =
  | { name: 'job-failed' | 'job-dead'; job: Job; error: string }
  | { name: 'lease-lost'; job: Job }
  | { name: 'queue-failed'; error: string }
  /** Nobody says any more that there is work; it is looked for each second. */
  | { name: 'announcements-lost'; error: string }
