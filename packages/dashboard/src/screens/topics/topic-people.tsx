import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useView } from '../../frame/view.ts'
import { pieceWords } from '../../languages/pieces.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { Waiting } from '../../pieces/waiting.tsx'

// Many are counted behind the first answer, which takes some tenths of a second.
const COUNTED_AFTER = 2000

/** How many people have a topic on. */
export function TopicPeople({ id }: { id: string }): ReactNode {
  const { about, number } = useFormats()
  const t = useWords(pieceWords)
  const reach = useTopicReach(id)
  if (reach === undefined) return <Waiting width="3rem" />
  if (reach === null) return '–'
  const { subscribers, isEstimate } = reach
  return isEstimate ? t('about', { number: about(subscribers) }) : number(subscribers)
}

/** Undefined: on its way. Null: it cannot be counted at the moment. */
export function useTopicReach(id: string) {
  const { site } = useView()
  const { data, isError } = useQuery({
    queryKey: ['topics', site, id, 'reach'],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/topics/{id}/reach', { params: { path: { id } }, signal })),
    staleTime: 60_000,
    refetchInterval: ({ state }) => (state.data?.isEstimate === true ? COUNTED_AFTER : false),
  })
  return isError ? null : data
}
