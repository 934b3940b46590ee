import type { ReactNode } from 'react'
import { passkeyFault } from '../api/passkeys.ts'
import { passkeyWords } from '../languages/passkeys.ts'
import { useWords } from '../languages/use-words.ts'
import { Failure } from './failure.tsx'

/** What the browser or Belfry said no to, in words. Nothing where nothing went wrong. */
export function PasskeyFailure({ error }: { error: unknown }): ReactNode {
  const t = useWords(passkeyWords)
  if (error === null || error === undefined) return null
  const fault = passkeyFault(error)
  if (fault === undefined) return <Failure error={error} />
  return <p role="alert">{t(`fault.${fault}`)}</p>
}
