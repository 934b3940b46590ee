import type { RefusalKinds } from '../../refusals/refusal-kind.ts'

/** The refusals about dead jobs. */
export const JOB_REFUSALS = {
  'job-unknown': {
    status: 404,
    title: 'There is no such dead job',
    help: 'List them again: it may have been revived or discarded meanwhile.',
  },
} as const satisfies RefusalKinds
