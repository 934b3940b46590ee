import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { frameWords } from '../../../languages/frame.ts'
import { peopleWords } from '../../../languages/people.ts'
import { useWords } from '../../../languages/use-words.ts'
import { type Column, DataTable } from '../../../pieces/data-table.tsx'
import { RelativeTime } from '../../../pieces/relative-time.tsx'
import { StatusWord } from '../../../pieces/status-word.tsx'
import styles from '../settings.module.css'
import type { Person } from './people-screen.tsx'

interface PeopleTableProps {
  people: readonly Person[] | undefined
  error: unknown
  retry: () => void
  onAct: (act: 'change' | 'remove', person: Person) => void
}

/** One person a row, with the buttons to change and to remove them. */
export function PeopleTable({ people, error, retry, onAct }: PeopleTableProps): ReactNode {
  const t = useWords(peopleWords)
  const f = useWords(frameWords)
  const columns: readonly Column<Person>[] = [
    { id: 'person', title: t('person'), cell: (person) => <Name person={person} /> },
    { id: 'role', title: t('role'), fold: true, cell: ({ role }) => f(`role.${role}`) },
    { id: 'sites', title: t('sites'), fold: true, cell: ({ sites }) => sites?.join(', ') ?? t('sites.all') },
    {
      id: 'factor',
      title: t('factor'),
      fold: true,
      cell: ({ hasSecondFactor }) => (
        <StatusWord level={hasSecondFactor ? 'good' : 'warning'}>
          {t(hasSecondFactor ? 'factor.on' : 'factor.off')}
        </StatusWord>
      ),
    },
    {
      id: 'seen',
      title: t('seen'),
      fold: true,
      cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} none={t('seen.not')} />,
    },
    {
      id: 'acts',
      title: t('acts'),
      fold: true,
      cell: (person) => (
        <span className={styles['acts']}>
          {(['change', 'remove'] as const).map((act) => (
            <Button
              key={act}
              size="compact-sm"
              variant="default"
              aria-label={t(`${act}-of`, { name: person.name })}
              onClick={() => onAct(act, person)}
            >
              {t(act)} …
            </Button>
          ))}
        </span>
      ),
    },
  ]
  return (
    <DataTable
      label={t('accounts')}
      columns={columns}
      rows={people}
      rowId={({ id }) => id}
      empty={null}
      error={error}
      retry={retry}
    />
  )
}

function Name({ person: { name, email, isYou } }: { person: Person }): ReactNode {
  const t = useWords(peopleWords)
  return (
    <>
      <strong>{name}</strong>
      {isYou && ` (${t('you')})`}
      <div className={styles['soft']}>{email}</div>
    </>
  )
}
