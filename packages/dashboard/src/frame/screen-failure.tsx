import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Navigate, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { isRefused } from '../api/belfry.ts'
import { frameWords } from '../languages/frame.ts'
import { useWords } from '../languages/use-words.ts'
import { Failure } from '../pieces/failure.tsx'
import { PageTitle } from '../pieces/page-title.tsx'

/** What a screen shows that broke: the code, what to do, and a button for it. Who is not signed in goes there. */
export function ScreenFailure({ error, reset }: ErrorComponentProps): ReactNode {
  const t = useWords(frameWords)
  const queries = useQueryErrorResetBoundary()
  const router = useRouter()
  if (isRefused(error, 401)) return <Navigate to="/sign-in" replace />
  const retry = () => {
    queries.reset()
    reset()
    // What its route could not load is asked for again.
    void router.invalidate()
  }
  return (
    <main>
      <PageTitle title={t('broken')} />
      <Failure error={error} retry={retry} />
    </main>
  )
}
