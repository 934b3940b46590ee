import type { BelfryModels } from '@belfry/client'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { frameWords } from '../../../languages/frame.ts'
import { peopleWords } from '../../../languages/people.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { type Column, DataTable } from '../../../pieces/data-table.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { RelativeTime } from '../../../pieces/relative-time.tsx'
import { useAct } from '../../../pieces/use-act.ts'

// As the people: one who takes it moves from here to there.
const EVERY = 15_000

type Invitation = BelfryModels['Invitation']

/** Links that nobody has used yet: each can be taken back. */
export function Invitations(): ReactNode {
  const t = useWords(peopleWords)
  const f = useWords(frameWords)
  const open = useQuery({
    queryKey: ['invitations'],
    refetchInterval: EVERY,
    queryFn: ({ signal }) => answer(belfry.GET('/v1/people/invitations', { signal })),
  })
  const takeBack = useAct({
    act: (id: string) => answer(belfry.DELETE('/v1/people/invitations/{id}', { params: { path: { id } } })),
    done: t('taken-back'),
    invalidates: [['invitations']],
  })
  const whoOf = ({ email }: Invitation) => email ?? t('anybody')
  const columns: readonly Column<Invitation>[] = [
    { id: 'who', title: t('invitation.for'), cell: whoOf },
    { id: 'role', title: t('role'), fold: true, cell: ({ role }) => f(`role.${role}`) },
    { id: 'sites', title: t('sites'), fold: true, cell: ({ sites }) => sites?.join(', ') ?? t('sites.all') },
    { id: 'until', title: t('until'), fold: true, cell: ({ expiresAt }) => <RelativeTime at={expiresAt} /> },
    {
      id: 'acts',
      title: t('acts'),
      fold: true,
      cell: (invitation) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('take-back-of', { who: whoOf(invitation) })}
          onClick={() => takeBack.mutate(invitation.id)}
        >
          {t('take-back')}
        </Button>
      ),
    },
  ]
  return (
    <Card title={t('invitations')} lead={t('invitations.lead')}>
      <DataTable
        label={t('invitations')}
        columns={columns}
        rows={open.data?.invitations}
        rowId={({ id }) => id}
        empty={<p>{t('invitations.none')}</p>}
        error={open.error}
        retry={() => void open.refetch()}
      />
      {takeBack.error !== null && <Failure error={takeBack.error} />}
    </Card>
  )
}
