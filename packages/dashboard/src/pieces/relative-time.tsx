import type { ReactNode } from 'react'
import { useFormats } from '../languages/use-formats.ts'
import { useNow } from './use-now.ts'

/** "3 min. ago", and the exact time for who points at it. Null is `none`. */
export function RelativeTime({ at, none = '–' }: { at: string | null | undefined; none?: ReactNode }): ReactNode {
  const { dateTime, relative } = useFormats()
  const now = useNow()
  if (at === null || at === undefined) return none
  // What has happened since this page last looked at the clock is not to come.
  const reference = new Date(Math.max(now.getTime(), Math.min(new Date(at).getTime(), Date.now())))
  return (
    <time dateTime={at} title={dateTime(at)}>
      {relative(at, reference)}
    </time>
  )
}
