import type { BelfryModels } from '@belfry/client'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { nameWords } from '../languages/names.ts'
import { subscriptionWords } from '../languages/subscriptions.ts'
import { useWords } from '../languages/use-words.ts'
import { type Column, DataTable } from './data-table.tsx'
import { NotificationName } from './notification-name.tsx'
import { type Level, StatusWord } from './status-word.tsx'
import { RelativeTime } from './relative-time.tsx'

type Delivery = BelfryModels['Delivery']

export interface DeliveryTableProps<Row extends Delivery> {
  deliveries: readonly Row[]
  empty: ReactNode
  more?: readonly Column<Row>[]
}

/** What became of what was sent: when, how it ended, and why. */
export function DeliveryTable<Row extends Delivery>({
  deliveries,
  empty,
  more = [],
}: DeliveryTableProps<Row>): ReactNode {
  const t = useWords(subscriptionWords)
  const names = useWords(nameWords)
  const columns: readonly Column<Row>[] = [
    {
      id: 'notification',
      title: t('delivery.notification'),
      cell: ({ notification }) => <NotificationName id={notification} />,
    },
    {
      id: 'outcome',
      title: t('delivery.outcome'),
      cell: ({ outcome }) => <StatusWord level={levelOf(outcome)}>{names(`outcome.${outcome}`)}</StatusWord>,
    },
    { id: 'reason', title: t('delivery.reason'), fold: true, cell: ({ reason }) => reason ?? '–' },
    ...more,
    { id: 'at', title: t('delivery.at'), fold: true, cell: ({ at }) => <RelativeTime at={at} /> },
  ]
  return (
    <DataTable
      label={t('deliveries')}
      columns={columns}
      rows={deliveries}
      rowId={({ notification, subscription }) => `${notification} ${subscription}`}
      rowLink={({ notification }, children) => (
        <Link to="/notifications/$id" params={{ id: notification }}>
          {children}
        </Link>
      )}
      empty={empty}
    />
  )
}

function levelOf(outcome: Delivery['outcome']): Level {
  if (outcome === 'accepted') return 'good'
  if (outcome === 'skipped' || outcome === 'held') return 'neutral'
  return ['throttled', 'retry-later', 'unreachable'].includes(outcome) ? 'warning' : 'bad'
}
