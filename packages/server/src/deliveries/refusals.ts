import type { RefusalKinds } from '../refusals/refusal-kind.ts'

/** The refusals about deliveries. */
export const DELIVERY_REFUSALS = {
  'delivery-unknown': {
    status: 404,
    title: 'There is no such delivery',
    help: 'Check both ids; what still waits in the queue is no delivery yet.',
  },
} as const satisfies RefusalKinds
