import { Group, NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { frameWords } from '../../languages/frame.ts'
import { nameWords } from '../../languages/names.ts'
import { overviewWords } from '../../languages/overview.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { DataTable } from '../../pieces/data-table.tsx'
import { Value } from '../../pieces/value.tsx'
import { useDeliveries } from './use-statistics.ts'

const PARTS = ['pushService', 'browser', 'system'] as const

/** Deliveries by what people have: a fault of one push service, browser or system stands out. */
export function BreakdownCard(): ReactNode {
  const t = useWords(overviewWords)
  const frame = useWords(frameWords)
  const names = useWords(nameWords)
  const { number, percent } = useFormats()
  const [part, setPart] = useState<(typeof PARTS)[number]>('pushService')
  const { data, error, refetch } = useDeliveries()
  return (
    <Card
      title={t('by')}
      lead={t('by.lead')}
      actions={
        <Group gap="xs">
          <NativeSelect
            size="xs"
            aria-label={t('by')}
            value={part}
            data={PARTS.map((value) => ({ value, label: frame(`filter.${value}`) }))}
            onChange={(event) => setPart(PARTS.find((one) => one === event.currentTarget.value) ?? 'pushService')}
          />
        </Group>
      }
    >
      <DataTable
        label={t('by')}
        columns={[
          {
            id: 'name',
            title: frame(`filter.${part}`),
            cell: ({ name }) => (
              <Value filter={part} value={name}>
                {names(`${part}.${name}` as keyof typeof nameWords.en)}
              </Value>
            ),
          },
          { id: 'accepted', title: t('deliveries.accepted'), end: true, cell: ({ accepted }) => number(accepted) },
          { id: 'gone', title: t('deliveries.gone'), end: true, wide: true, cell: ({ gone }) => number(gone) },
          {
            id: 'rate',
            title: t('by.rate'),
            end: true,
            cell: ({ successRate }) => (successRate === null ? '–' : percent(successRate)),
          },
        ]}
        rows={data?.breakdown[part]}
        rowId={({ name }) => name}
        empty={<p>{t('nothing-sent')}</p>}
        error={error}
        retry={() => void refetch()}
      />
    </Card>
  )
}
