import type { BelfryModels } from '@belfry/client'
import { useQuery } from '@tanstack/react-query'
import { answer, belfry } from '../../api/belfry.ts'
import { useView } from '../../frame/view.ts'

export type Finding = BelfryModels['Reputation']['findings'][number]

const EVERY = 5 * 60_000

/** What browsers are about to punish the site for; nothing while all is well. */
export function useReputation(): readonly Finding[] {
  const { site } = useView()
  const { data } = useQuery({
    queryKey: ['stats', 'reputation', site],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/reputation', { signal })),
    refetchInterval: EVERY,
  })
  return data?.findings.filter(({ level }) => level !== 'good') ?? []
}
