import type { RefusalKinds } from '../refusals/refusal-kind.ts'

/** The refusals about browsers that stay away. */
export const AGEING_REFUSALS = {
  'prune-larger': {
    status: 409,
    title: 'More subscriptions would end than was said',
    help: 'Say with losing how many it may cost. They are active again at their next visit, with their topics.',
  },
} as const satisfies RefusalKinds
