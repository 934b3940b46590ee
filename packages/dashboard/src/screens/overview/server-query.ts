import type { BelfryModels } from '@belfry/client'
import { answer, belfry, isRefused } from '../../api/belfry.ts'

export type Server = BelfryModels['Server']

const EVERY = 10_000

/** What the server says of itself, again and again while somebody looks. */
export const serverQuery = {
  queryKey: ['server'],
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<Server> => answer(belfry.GET('/v1/server', { signal })),
  refetchInterval: ({ state }: { state: { error: unknown } }) => (isRefused(state.error, 403) ? false : EVERY),
} as const
