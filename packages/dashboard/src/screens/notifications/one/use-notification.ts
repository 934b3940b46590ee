import type { BelfryModels } from '@belfry/client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { hasEnded } from '../state-word.tsx'
import { readEvents } from './read-events.ts'

type Notification = BelfryModels['Notification']

const AGAIN_MS = 2000

/** A notification, kept as it is now while it is sent; `isLost`: nothing has been heard of it for a moment. */
export function useNotification(id: string) {
  const queries = useQueryClient()
  const queryKey = ['notifications', 'one', id]
  const [isLost, setLost] = useState(false)
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => answer(belfry.GET('/v1/notifications/{id}', { params: { path: { id } }, signal })),
  })
  const isMoving = query.data !== undefined && !hasEnded(query.data.state)
  useEffect(() => {
    if (!isMoving) return undefined
    const stop = new AbortController()
    const take = (event: BelfryModels['NotificationEvent']) => {
      setLost(false)
      queries.setQueryData<Notification>(queryKey, (before) => before && { ...before, ...event })
      // Its problems, and the figures of its parts, are read once more at the end.
      if (hasEnded(event.state)) void queries.invalidateQueries({ queryKey: ['notifications'] })
    }
    void follow(id, { take, lost: () => setLost(true), signal: stop.signal })
    return () => stop.abort()
  }, [id, isMoving, queries])
  return { ...query, isLost: isLost && isMoving }
}

interface Follower {
  take: (event: BelfryModels['NotificationEvent']) => void
  lost: () => void
  signal: AbortSignal
}

/** Listens until it has ended or nobody looks any more, and asks again when the connection breaks. */
async function follow(id: string, { take, lost, signal }: Follower): Promise<void> {
  while (!signal.aborted) {
    try {
      const asked = belfry.GET('/v1/notifications/{id}/events', { params: { path: { id } }, parseAs: 'stream', signal })
      const body = (await answer(asked)) as ReadableStream<Uint8Array>
      for await (const { event, data } of readEvents(body)) {
        if (event !== 'progress') continue
        const progress = JSON.parse(data) as BelfryModels['NotificationEvent']
        take(progress)
        if (hasEnded(progress.state)) return
      }
    } catch {
      // Aborted by who looked, or away: the next question tells.
      if (signal.aborted) return
      lost()
    }
    await pause(AGAIN_MS, signal)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    resolve()
  })
  return promise
}
