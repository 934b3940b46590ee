import type { BelfryModels } from '@belfry/client'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { useSession } from '../../../api/session.ts'
import { peopleWords } from '../../../languages/people.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { EmptyState } from '../../../pieces/empty-state.tsx'
import { PageTitle } from '../../../pieces/page-title.tsx'
import { SettingsTabs } from '../settings-tabs.tsx'
import { ChangePerson } from './change-person.tsx'
import { Invitations } from './invitations.tsx'
import { Invite } from './invite.tsx'
import { PeopleTable } from './people-table.tsx'
import { RemovePerson } from './remove-person.tsx'

export type Person = BelfryModels['Person']

type Asked = { act: 'invite' } | { act: 'change' | 'remove'; person: Person }

// An invitation is taken elsewhere, while somebody looks.
const EVERY = 15_000

/** Who has an account, what each may do, and who is invited. */
export function PeopleScreen(): ReactNode {
  const t = useWords(peopleWords)
  const { isOurs, ownsServer } = useSession()
  const [asked, setAsked] = useState<Asked>()
  const people = useQuery({
    queryKey: ['people'],
    refetchInterval: EVERY,
    queryFn: ({ signal }) => answer(belfry.GET('/v1/people', { signal })),
    enabled: isOurs && ownsServer,
  })
  if (!isOurs || !ownsServer) {
    return (
      <>
        <PageTitle title={t('title')} />
        <SettingsTabs />
        <EmptyState title={t('not-yours')}>{t(isOurs ? 'not-yours.help' : 'by-app.help')}</EmptyState>
      </>
    )
  }
  const found = people.data?.people
  const withFactor = found?.filter(({ hasSecondFactor }) => hasSecondFactor).length ?? 0
  const close = () => setAsked(undefined)
  return (
    <>
      <PageTitle
        title={t('title')}
        lead={found && t('lead', { count: found.length, factors: withFactor })}
        actions={<Button onClick={() => setAsked({ act: 'invite' })}>{t('invite')}</Button>}
      />
      <SettingsTabs />
      <Card title={t('accounts')} lead={t('accounts.lead')}>
        <PeopleTable
          people={found}
          error={people.error}
          retry={() => void people.refetch()}
          onAct={(act, person) => setAsked({ act, person })}
        />
      </Card>
      <Invitations />
      {asked?.act === 'invite' && <Invite onClose={close} />}
      {asked?.act === 'change' && <ChangePerson person={asked.person} onClose={close} />}
      {asked?.act === 'remove' && <RemovePerson person={asked.person} onClose={close} />}
    </>
  )
}
