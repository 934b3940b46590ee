import type { ReactNode } from 'react'
import { overviewWords } from '../../languages/overview.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { DataTable } from '../../pieces/data-table.tsx'
import { Value } from '../../pieces/value.tsx'
import { useOptOuts } from './use-statistics.ts'

/** Which topics people turned off, and how often for what was sent. */
export function OptOutsCard(): ReactNode {
  const t = useWords(overviewWords)
  const { number, percent } = useFormats()
  const { data, error, refetch } = useOptOuts()
  return (
    <Card title={t('opt-outs')} lead={t('opt-outs.lead')}>
      <DataTable
        label={t('opt-outs')}
        columns={[
          {
            id: 'topic',
            title: t('topic'),
            cell: ({ topic }) => (
              <Value filter="topic" value={topic}>
                {topic}
              </Value>
            ),
          },
          { id: 'off', title: t('opt-outs.off'), end: true, cell: ({ off, muted }) => number(off + muted) },
          { id: 'on', title: t('opt-outs.on'), end: true, cell: ({ on }) => number(on) },
          {
            id: 'rate',
            title: t('opt-outs.rate'),
            end: true,
            cell: ({ rate }) => (rate === null ? '–' : percent(rate)),
          },
        ]}
        rows={data?.topics}
        rowId={({ topic }) => topic}
        empty={<p>{t('opt-outs.none')}</p>}
        error={error}
        retry={() => void refetch()}
      />
    </Card>
  )
}
