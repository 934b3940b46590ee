import { queryOptions } from '@tanstack/react-query'
import { answer, belfry } from '../api/belfry.ts'

/** The sites of the server. */
export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  queryFn: ({ signal }) => answer(belfry.GET('/v1/sites', { signal })),
  staleTime: 60_000,
})
