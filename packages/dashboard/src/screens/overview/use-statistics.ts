import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answer, belfry } from '../../api/belfry.ts'
import { knownValue } from '../../frame/use-filter-choices.ts'
import { useRange } from '../../frame/use-range.ts'
import { useView } from '../../frame/view.ts'

const EVERY = 60_000

/** What the address asks the statistics for: the period, and the filters that they take. */
function useStatisticsQuery() {
  const { from, to, zone } = useRange()
  const view = useView()
  const browser = knownValue('browser', view.browser)
  const pushService = knownValue('pushService', view.pushService)
  const system = knownValue('system', view.system)
  return { when: { from, to, zone }, device: { pushService, browser, system }, topic: view.topic }
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
