import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answer, belfry } from '../../api/belfry.ts'
import { knownValue } from '../../frame/use-filter-choices.ts'
import { useRange } from '../../frame/use-range.ts'
import { useView } from '../../frame/view.ts'

const EVERY = 60_000

/** What the address asks the statistics for: the period, and the filters that they take. */
export function useStatisticsQuery() {
  const { from, to, zone } = useRange()
  const view = useView()
  const browser = knownValue('browser', view.browser)
  const pushService = knownValue('pushService', view.pushService)
  const system = knownValue('system', view.system)
  return { when: { from, to, zone }, device: { pushService, browser, system }, topic: view.topic }
}

/** New browsers, lost ones, and how many can be reached. */
export function useGrowth() {
  const { when, device } = useStatisticsQuery()
  const query = { ...when, ...device }
  return useQuery({
    queryKey: ['stats', 'growth', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/growth', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY,
  })
}

/** How deliveries ended. */
export function useDeliveries() {
  const { when, device, topic } = useStatisticsQuery()
  const query = { ...when, ...device, topic }
  return useQuery({
    queryKey: ['stats', 'deliveries', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/deliveries', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY,
  })
}

/** What people did with what they got. */
export function useEngagement() {
  const { when, device, topic } = useStatisticsQuery()
  const query = { ...when, ...device, topic }
  return useQuery({
    queryKey: ['stats', 'engagement', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/engagement', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY,
  })
}

/** Who turned topics off. */
export function useOptOuts() {
  const { when, topic } = useStatisticsQuery()
  const query = { ...when, topic }
  return useQuery({
    queryKey: ['stats', 'opt-outs', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/opt-outs', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY,
  })
}
