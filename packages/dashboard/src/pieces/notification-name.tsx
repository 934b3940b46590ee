import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../api/belfry.ts'

const FOR_LONG = 5 * 60_000

/** A notification by its title; by the beginning of its id where that is not known. */
export function NotificationName({ id }: { id: string }): ReactNode {
  const { data } = useQuery({
    queryKey: ['notifications', 'name', id],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/notifications/{id}', { params: { path: { id } }, signal })),
    staleTime: FOR_LONG,
    retry: false,
  })
  return <span title={id}>{data?.title || `${id.slice(0, 8)} …`}</span>
}
