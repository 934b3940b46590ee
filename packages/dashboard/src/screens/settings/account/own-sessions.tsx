import type { BelfryModels } from '@belfry/client'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { accountWords } from '../../../languages/account.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { type Column, DataTable } from '../../../pieces/data-table.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { RelativeTime } from '../../../pieces/relative-time.tsx'
import { StatusWord } from '../../../pieces/status-word.tsx'
import { useAct } from '../../../pieces/use-act.ts'
import { useBrowserName } from '../../../pieces/use-browser-name.ts'
import { readUserAgent } from './read-user-agent.ts'

type OwnSession = BelfryModels['OperatorSession']

export const OWN_SESSIONS = ['own-sessions'] as const

/** Where one is signed in, each with its end. */
export function OwnSessions(): ReactNode {
  const t = useWords(accountWords)
  const browserName = useBrowserName()
  const sessions = useQuery({
    queryKey: OWN_SESSIONS,
    queryFn: ({ signal }) => answer(belfry.GET('/dashboard/api/sessions', { signal })),
  })
  const end = useAct({
    act: (id: string) => answer(belfry.DELETE('/dashboard/api/sessions/{id}', { params: { path: { id } } })),
    done: t('session.ended'),
    invalidates: [OWN_SESSIONS],
  })
  const endOthers = useAct({
    act: () => answer(belfry.DELETE('/dashboard/api/sessions')),
    done: t('sessions.ended'),
    invalidates: [OWN_SESSIONS],
  })
  const found = sessions.data?.sessions
  const nameOf = ({ userAgent }: OwnSession) => browserName(readUserAgent(userAgent))
  const columns: readonly Column<OwnSession>[] = [
    {
      id: 'browser',
      title: t('browser'),
      cell: (session) => <strong title={session.userAgent ?? undefined}>{nameOf(session)}</strong>,
    },
    { id: 'address', title: t('address'), fold: true, cell: ({ address }) => address ?? t('unknown') },
    { id: 'began', title: t('began'), fold: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    { id: 'seen', title: t('seen'), fold: true, cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
    {
      id: 'acts',
      title: t('acts'),
      fold: true,
      cell: (session) =>
        session.isCurrent ? (
          <StatusWord level="good">{t('this-one')}</StatusWord>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('session.end-of', { name: nameOf(session) })}
            onClick={() => end.mutate(session.id)}
          >
            {t('session.end')}
          </Button>
        ),
    },
  ]
  const others = (found?.length ?? 0) - 1
  return (
    <Card
      title={t('sessions')}
      lead={t('sessions.lead')}
      actions={
        others > 0 && (
          <Button size="compact-sm" variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t('sessions.end', { count: others })}
          </Button>
        )
      }
    >
      <DataTable
        label={t('sessions')}
        columns={columns}
        rows={found}
        rowId={({ id }) => id}
        empty={null}
        error={sessions.error}
        retry={() => void sessions.refetch()}
      />
      {end.error !== null && <Failure error={end.error} />}
      {endOthers.error !== null && <Failure error={endOthers.error} />}
    </Card>
  )
}
