import type { QueueEvent } from '../../queue/queue-event.ts'
import type { EngineEvent } from '../engine-event.ts'

/** An event of the queue, as the engine reports it. */
export function queueEvent(event: QueueEvent): EngineEvent {
  switch (event.name) {
    case 'job-failed':
    case 'job-dead': {
      const { id: job, kind, attempts } = event.job
      return { name: event.name, job, kind, attempts, error: event.error }
    }
    case 'lease-lost':
      return { name: 'lease-lost', job: event.job.id, kind: event.job.kind }
    case 'announcements-lost':
      return event
    case 'queue-failed':
      return { name: 'store-failed', error: event.error, count: 1 }
  }
}
