import { queryOptions } from '@tanstack/react-query'
import { answer, belfry } from '../api/belfry.ts'

/** What most may ask about, before it is known who looks. */
export const DEFAULT_SITE = 'default'

/** The sites of the server; asked by one that there is, since the one in the address may be none. */
export const sitesQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/sites', { params: { query: { site } }, signal })),
    staleTime: 60_000,
  })
