import type { ReactNode } from 'react'
import { useFormats } from '../languages/use-formats.ts'
import { useNow } from './use-now.ts'

/** "3 min. ago", and the exact time for who points at it. Null is `none`. */
export function RelativeTime({ at, none = '–' }: { at: string | null | undefined; none?: ReactNode }): ReactNode {
  const { dateTime, relative } = useFormats()
  const now = useNow()
  if (at === null || at === undefined) return none
  return (
    <time dateTime={at} title={dateTime(at)}>
      {relative(at, now)}
    </time>
  )
}
