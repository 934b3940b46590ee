import { keepPreviousData, type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { answer, belfry } from '../../api/belfry.ts'
import type { Range } from '../../frame/range.ts'
import { annotationsQuery } from '../../frame/use-annotations.ts'
import { knownValue } from '../../frame/use-filter-choices.ts'
import { useRange } from '../../frame/use-range.ts'
import { useView, type View } from '../../frame/view.ts'

const EVERY = 60_000
// Many are counted behind the first answer, which takes some tenths of a second.
const COUNTED_AFTER = 2000

/** What the statistics are asked for: the period, and the filters that they take. */
export function statisticsAsked(view: View, { from, to, zone }: Range) {
  const browser = knownValue('browser', view.browser)
  const pushService = knownValue('pushService', view.pushService)
  const system = knownValue('system', view.system)
  return { when: { from, to, zone }, device: { pushService, browser, system }, topic: view.topic }
}

type Asked = ReturnType<typeof statisticsAsked>

/** The same for the address of this page. */
export function useStatisticsQuery(): Asked {
  return statisticsAsked(useView(), useRange())
}

const growth = ({ when, device }: Asked) => {
  const query = { ...when, ...device }
  return queryOptions({
    queryKey: ['stats', 'growth', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/growth', { params: { query }, signal })),
  })
}

const deliveries = ({ when, device, topic }: Asked) => {
  const query = { ...when, ...device, topic }
  return queryOptions({
    queryKey: ['stats', 'deliveries', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/deliveries', { params: { query }, signal })),
  })
}

const engagement = ({ when, device, topic }: Asked) => {
  const query = { ...when, ...device, topic }
  return queryOptions({
    queryKey: ['stats', 'engagement', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/engagement', { params: { query }, signal })),
  })
}

const optOuts = ({ when, topic }: Asked) => {
  const query = { ...when, topic }
  return queryOptions({
    queryKey: ['stats', 'opt-outs', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/opt-outs', { params: { query }, signal })),
  })
}

/** Asks for what the overview's figures and charts are drawn from, and waits for nothing. */
export function prefetchStatistics(queries: QueryClient, asked: Asked, site: string | undefined): void {
  void queries
    .fetchQuery(growth(asked))
    .then(({ from, to }) => queries.prefetchQuery(annotationsQuery(site, from, to)))
    .catch(() => undefined) // the screen says it
  void queries.prefetchQuery(deliveries(asked))
  void queries.prefetchQuery(engagement(asked))
  void queries.prefetchQuery(optOuts(asked))
}

const LIVE = { placeholderData: keepPreviousData, refetchInterval: EVERY } as const

/** New browsers, lost ones, and how many can be reached. */
export function useGrowth() {
  return useQuery({
    ...growth(useStatisticsQuery()),
    ...LIVE,
    refetchInterval: ({ state }) => (state.data?.isActiveEstimate === true ? COUNTED_AFTER : EVERY),
  })
}

/** How deliveries ended. */
export function useDeliveries() {
  return useQuery({ ...deliveries(useStatisticsQuery()), ...LIVE })
}

/** What people did with what they got. */
export function useEngagement() {
  return useQuery({ ...engagement(useStatisticsQuery()), ...LIVE })
}

/** Who turned topics off. */
export function useOptOuts() {
  return useQuery({ ...optOuts(useStatisticsQuery()), ...LIVE })
}
