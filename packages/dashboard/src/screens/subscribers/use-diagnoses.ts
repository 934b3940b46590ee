import type { BelfryModels } from '@belfry/client'
import { useQueries, useQuery } from '@tanstack/react-query'
import { answer, belfry } from '../../api/belfry.ts'

type Diagnosis = BelfryModels['Diagnosis']

/** More browsers than one person has; of those that have more, the newest. */
const MOST = 10

export interface Diagnoses {
  /** Undefined: on their way. */
  diagnoses: readonly Diagnosis[] | undefined
  /** Whether there are older browsers that are not among them. */
  hasMore: boolean
  error: Error | null
  retry: () => void
}

/** The diagnosis of each browser of a person, the newest first. */
export function useDiagnoses(subscriber: string): Diagnoses {
  const list = useQuery({
    queryKey: ['subscriptions', { subscriber, limit: MOST }],
    queryFn: ({ signal }) =>
      answer(belfry.GET('/v1/subscriptions', { params: { query: { subscriber, limit: MOST } }, signal })),
  })
  const each = useQueries({
    queries: (list.data?.subscriptions ?? []).map(({ id }) => ({
      queryKey: ['subscriptions', id, 'diagnosis'],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answer(belfry.GET('/v1/subscriptions/{id}/diagnosis', { params: { path: { id } }, signal })),
    })),
  })
  const found = each.flatMap(({ data }) => (data === undefined ? [] : [data]))
  const isWhole = list.data !== undefined && found.length === list.data.subscriptions.length
  return {
    diagnoses: isWhole ? found : undefined,
    hasMore: (list.data?.next ?? null) !== null,
    error: list.error ?? each.find(({ error }) => error !== null)?.error ?? null,
    retry: () => void Promise.all([list.refetch(), ...each.map(({ refetch }) => refetch())]),
  }
}
