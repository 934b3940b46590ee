import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useView } from '../../frame/view.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { Waiting } from '../../pieces/waiting.tsx'

/** How many people have a topic on. */
export function TopicPeople({ id }: { id: string }): ReactNode {
  const { number } = useFormats()
  const reach = useTopicReach(id)
  if (reach === undefined) return <Waiting width="3rem" />
  return reach === null ? '–' : number(reach)
}

/** Undefined: on its way. Null: it cannot be counted at the moment. */
export function useTopicReach(id: string): number | null | undefined {
  const { site } = useView()
  const { data, isError } = useQuery({
    queryKey: ['topics', site, id, 'reach'],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/topics/{id}/reach', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  })
  return isError ? null : data?.subscribers
}
