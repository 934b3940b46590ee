import { useMemo } from 'react'
import { useNow } from '../pieces/use-now.ts'
import { type Range, rangeOf } from './range.ts'
import { useView, type View } from './view.ts'

/** The zone of this browser: the one that the person lives by. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The days that a view speaks of at a time; the same within an hour. */
export function rangeAt({ period, from, to }: View, now: Date): Range {
  return rangeOf({ period, from, to }, now, zone)
}

/** The days that the address speaks of, ready for the statistics; the same object until they change. */
export function useRange(): Range {
  const { period, from, to } = useView()
  const hour = Math.floor(useNow().getTime() / 3_600_000)
  return useMemo(() => rangeOf({ period, from, to }, new Date(hour * 3_600_000), zone), [period, from, to, hour])
}
