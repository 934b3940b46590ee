import { NativeSelect } from '@mantine/core'
import type { BelfryModels } from '@belfry/client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { addDays } from '../../../frame/range.ts'
import { nameWords } from '../../../languages/names.ts'
import { notificationWords } from '../../../languages/notifications.ts'
import { useFormats } from '../../../languages/use-formats.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { type Column, DataTable } from '../../../pieces/data-table.tsx'
import { EmptyState } from '../../../pieces/empty-state.tsx'
import { hasEnded } from '../state-word.tsx'

const BY = ['pushService', 'browser', 'system'] as const
type By = (typeof BY)[number]

const LIVE_MS = 10_000
// Sums by device are kept by day in UTC; a notification may be delivered for 28 days.
const LONGEST_DAYS = 35

interface Row {
  name: string
  accepted: number
  lost: number
  later: number
  successRate: number | null
  displayed: number | null
  clicked: number
}

/** What became of it at each push service, in each browser and on each system. */
export function Breakdown({ notification }: { notification: BelfryModels['Notification'] }): ReactNode {
  const t = useWords(notificationWords)
  const [by, setBy] = useState<By>('pushService')
  const { rows, error, refetch } = useRows(notification, by)
  return (
    <Card
      title={t('services')}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('services.by')}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value as By)}
          data={BY.map((value) => ({ value, label: t(`services.${value}`) }))}
        />
      }
    >
      <DataTable
        label={t('services')}
        columns={useColumns(by)}
        rows={rows}
        rowId={({ name }) => name}
        error={error}
        retry={refetch}
        empty={<EmptyState title={t('services.none')} />}
      />
    </Card>
  )
}

function useRows({ id, createdAt, state }: BelfryModels['Notification'], by: By) {
  const from = createdAt.slice(0, 10)
  const today = new Date().toISOString().slice(0, 10)
  const last = addDays(from, LONGEST_DAYS)
  const query = { notification: id, from, to: today < last ? today : last } as const
  const options = { refetchInterval: hasEnded(state) ? false : LIVE_MS, placeholderData: keepPreviousData } as const
  const deliveries = useQuery({
    queryKey: ['notifications', 'deliveries', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/deliveries', { params: { query }, signal })),
    ...options,
  })
  const engagement = useQuery({
    queryKey: ['notifications', 'engagement', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/engagement', { params: { query }, signal })),
    ...options,
  })
  const reactions = new Map(engagement.data?.breakdown[by].map((one) => [one.name, one]))
  const rows = deliveries.data?.breakdown[by].map((one): Row => {
    const told = reactions.get(one.name)
    return {
      name: one.name,
      accepted: one.accepted,
      lost: one.gone + one.keyMismatch + one.rejected + one.tooLarge + one.expired + one.skipped,
      later: one.throttled + one.failed + one.held,
      successRate: one.successRate,
      displayed: told?.displayed ?? (told === undefined ? 0 : null),
      clicked: told?.clicked ?? 0,
    }
  })
  const refetch = () => {
    void deliveries.refetch()
    void engagement.refetch()
  }
  return { rows, error: deliveries.error ?? engagement.error, refetch }
}

function useColumns(by: By): readonly Column<Row>[] {
  const t = useWords(notificationWords)
  const names = useWords(nameWords)
  const { number, percent } = useFormats()
  const nameOf = ({ name }: Row) => names(`${by}.${name}` as keyof typeof nameWords.en)
  return [
    { id: 'name', title: t(`services.${by}`), cell: nameOf },
    { id: 'accepted', title: t('services.accepted'), cell: ({ accepted }) => number(accepted), end: true, fold: true },
    {
      id: 'success',
      title: t('services.success'),
      cell: ({ successRate }) => (successRate === null ? '–' : percent(successRate)),
      end: true,
      fold: true,
    },
    { id: 'lost', title: t('services.lost'), cell: ({ lost }) => number(lost), end: true, fold: true },
    { id: 'later', title: t('services.later'), cell: ({ later }) => number(later), end: true, wide: true },
    {
      id: 'displayed',
      title: t('services.displayed'),
      cell: ({ displayed }) =>
        displayed === null ? <span title={t('not-measurable.why')}>{t('not-measurable')}</span> : number(displayed),
      end: true,
      fold: true,
    },
    { id: 'clicked', title: t('services.clicked'), cell: ({ clicked }) => number(clicked), end: true, fold: true },
  ]
}
