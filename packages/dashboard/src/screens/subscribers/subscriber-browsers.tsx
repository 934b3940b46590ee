import type { BelfryModels } from '@belfry/client'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { subscriberWords } from '../../languages/subscribers.ts'
import { subscriptionWords } from '../../languages/subscriptions.ts'
import { useWords } from '../../languages/use-words.ts'
import { useBrowserName } from '../../pieces/use-browser-name.ts'
import { type Column, DataTable } from '../../pieces/data-table.tsx'
import { RelativeTime } from '../../pieces/relative-time.tsx'
import { StatusWord } from '../../pieces/status-word.tsx'
import { SubscriptionStatus } from '../subscriptions/subscription-status.tsx'
import type { Diagnoses } from './use-diagnoses.ts'

type Diagnosis = BelfryModels['Diagnosis']

/** The browsers of a person, each with what keeps notifications from it. */
export function SubscriberBrowsers({ diagnoses, error, retry }: Diagnoses): ReactNode {
  const t = useWords(subscriberWords)
  const s = useWords(subscriptionWords)
  const browserName = useBrowserName()
  const columns: readonly Column<Diagnosis>[] = [
    { id: 'browser', title: s('browser'), cell: ({ subscription }) => browserName(subscription.browser) },
    {
      id: 'status',
      title: s('status'),
      fold: true,
      cell: ({ subscription }) => <SubscriptionStatus subscription={subscription} />,
    },
    { id: 'finding', title: s('checks'), fold: true, cell: (diagnosis) => <Finding diagnosis={diagnosis} /> },
    {
      id: 'accepted',
      title: s('accepted'),
      fold: true,
      cell: ({ subscription }) => <RelativeTime at={subscription.lastAcceptedAt} none={s('never')} />,
    },
  ]
  return (
    <DataTable
      label={t('diagnosis')}
      columns={columns}
      rows={diagnoses}
      rowId={({ subscription }) => subscription.id}
      rowLink={({ subscription }, children) => (
        <Link to="/subscriptions/$id" params={{ id: subscription.id }}>
          {children}
        </Link>
      )}
      empty={t('diagnosis.none')}
      error={error}
      retry={retry}
    />
  )
}

// The worst is what somebody has to know.
function Finding({ diagnosis: { findings } }: { diagnosis: Diagnosis }): ReactNode {
  const t = useWords(subscriberWords)
  const problem = findings.find(({ level }) => level === 'problem')
  const worst = problem ?? findings.find(({ level }) => level === 'warning')
  if (worst === undefined) return <StatusWord level="good">{t('diagnosis.well')}</StatusWord>
  return (
    <StatusWord level={problem === undefined ? 'warning' : 'bad'}>
      <span>{worst.text}</span>
    </StatusWord>
  )
}
