import type { z } from 'zod'
import type { Lane } from '../database/schema.ts'
import type { Job, JobHandler, NewJob, Settlement } from './queue.ts'

/** A kind of job, declared once by the room that does it: its name, and the schema of its payload. */
export interface JobKind<Payload extends object> {
  readonly name: string
  job(lane: Lane, payload: Payload, when?: Pick<NewJob, 'runAt' | 'turn'>): NewJob<Payload>
  /** Throws JobError `job-unreadable`. */
  read(job: Pick<Job, 'payload'>): Payload
  /** Sets its handler. */
  doneBy(work: (payload: Payload, job: Job, signal: AbortSignal) => Promise<Settlement>): KindHandler
}

export interface KindHandler {
  readonly kind: string
  readonly handle: JobHandler
}

/** A job that this Belfry cannot do. It is tried again later: a newer one may have made it, and take it then. */
export class JobError extends Error {
  override name = 'JobError'
  readonly code: 'job-unknown' | 'job-unreadable'

  constructor(code: JobError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/**
 * Declares a kind of job. `flowOf` names the flow that takes turns with others in a lane, see `NewJob.flow`.
 *
 * @example
 * const rollUp = jobKind('roll-up', z.object({ day: z.int() }), ({ day }) => `roll-up ${day}`)
 */
export function jobKind<Payload extends object>(
  name: string,
  schema: z.ZodType<Payload>,
  flowOf: (payload: Payload) => string,
): JobKind<Payload> {
  function read({ payload }: Pick<Job, 'payload'>): Payload {
    const parsed = schema.safeParse(payload)
    if (parsed.success) return parsed.data
    const where = parsed.error.issues[0]?.path.join('.') ?? ''
    throw new JobError('job-unreadable', `the payload of a ${name} job is not one that this Belfry knows (${where})`)
  }
  return {
    name,
    read,
    job: (lane, payload, when = {}) => ({ lane, kind: name, payload, flow: flowOf(payload), ...when }),
    doneBy: (work) => ({ kind: name, handle: (job, signal) => work(read(job), job, signal) }),
  }
}

/** One handler for all kinds that are done in one place. A job of any other kind fails, and is tried again later. */
export function handleKinds(handlers: readonly KindHandler[]): JobHandler {
  const byName = new Map(handlers.map(({ kind, handle }) => [kind, handle]))
  if (byName.size < handlers.length) throw new Error('a kind of job has two handlers')
  return async (job, signal) => {
    const handle = byName.get(job.kind)
    if (handle === undefined) {
      const known = [...byName.keys()].join(', ')
      throw new JobError('job-unknown', `no job of the kind ${JSON.stringify(job.kind)} is done here, only ${known}`)
    }
    return handle(job, signal)
  }
}
