import { queryOptions, useQuery } from '@tanstack/react-query'
import { answer, belfry } from '../api/belfry.ts'
import { annotationWords } from '../languages/annotations.ts'
import { useWords } from '../languages/use-words.ts'
import type { Annotation } from '../pieces/chart-data.ts'
import { useView } from './view.ts'

const EVERY = 60_000

/** The annotations between two times, as the charts that begin and end with them show them. */
export function useAnnotations(from: string | undefined, to: string | undefined): readonly Annotation[] | undefined {
  const t = useWords(annotationWords)
  const { data } = useStoredAnnotations(from, to)
  return data?.map(({ at, kind, text }) => ({ at, text: t(`mark.${kind}`, { text }) }))
}

/** Those of a site between two times, as asked for. */
export function annotationsQuery(site: string | undefined, from: string | undefined, to: string | undefined) {
  return queryOptions({
    queryKey: ['annotations', site, from, to],
    queryFn: async ({ signal }) =>
      (await answer(belfry.GET('/v1/annotations', { params: { query: { from, to } }, signal }))).annotations,
  })
}

/** The same as they are stored. */
export function useStoredAnnotations(from: string | undefined, to: string | undefined) {
  const { site } = useView()
  return useQuery({
    ...annotationsQuery(site, from, to),
    enabled: from !== undefined && to !== undefined,
    refetchInterval: EVERY,
  })
}
