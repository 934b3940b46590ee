import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { overviewWords } from '../../languages/overview.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { DataTable } from '../../pieces/data-table.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { useFormats } from '../../languages/use-formats.ts'

const EVERY = 5000
const SHOWN = 5

/** What is being sent at present, and what is left of it. */
export function QueueCard(): ReactNode {
  const t = useWords(overviewWords)
  const { number } = useFormats()
  const query = { state: 'sending' as const, limit: SHOWN }
  const { data, error, refetch } = useQuery({
    queryKey: ['notifications', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/notifications', { params: { query }, signal })),
    refetchInterval: EVERY,
  })
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />
  return (
    <Card title={t('queue')}>
      <DataTable
        label={t('queue')}
        columns={[
          { id: 'title', title: t('queue.notification'), cell: ({ title }) => title },
          {
            id: 'sent',
            title: t('queue.sent'),
            end: true,
            cell: ({ progress }) => t('queue.of', { sent: progress.sent, audience: progress.audience }),
          },
          {
            id: 'rate',
            title: t('queue.rate'),
            end: true,
            wide: true,
            cell: ({ progress }) => number(progress.ratePerSecond),
          },
        ]}
        rows={data?.notifications}
        rowId={({ id }) => id}
        empty={<p>{t('queue.none')}</p>}
      />
    </Card>
  )
}
