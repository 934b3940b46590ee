import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useRange } from '../../frame/use-range.ts'
import { useSetView } from '../../frame/view.ts'
import { within, type Dates } from './within.ts'

/** The days that the link shows. */
export function useLinkDates() {
  return useQuery({
    queryKey: ['stats', 'dates'],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/dates', { signal })),
  })
}

/** Brings the view within these days; true once it is. */
export function useWithin(dates: Dates | undefined): boolean {
  const { from, to } = useRange()
  const setView = useSetView()
  const wanted = within({ from, to }, dates ?? { from: null, to: null })
  const isWithin = wanted.from === from && wanted.to === to
  useEffect(() => {
    if (!isWithin) setView({ period: undefined, from: wanted.from, to: wanted.to })
  }, [isWithin, setView, wanted.from, wanted.to])
  return dates !== undefined && isWithin
}
