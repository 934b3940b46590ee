import type { ReactNode } from 'react'
import { systemWords } from '../../languages/system.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { type Column, DataTable } from '../../pieces/data-table.tsx'
import { StatusWord } from '../../pieces/status-word.tsx'
import type { Load } from './system-screen.tsx'
import { useDuration } from './use-duration.ts'

type Lane = Load['lanes'][number]

/** What waits, and for how long. */
export function QueueCard({ lanes }: { lanes: readonly Lane[] }): ReactNode {
  const t = useWords(systemWords)
  const { number } = useFormats()
  const duration = useDuration()
  const laneName = (lane: string) => (lane === 'transactional' || lane === 'bulk' ? t(`lane.${lane}`) : lane)
  const columns: readonly Column<Lane>[] = [
    { id: 'lane', title: t('lane'), cell: ({ lane }) => laneName(lane) },
    { id: 'due', title: t('due'), end: true, fold: true, cell: ({ ready }) => number(ready) },
    {
      id: 'oldest',
      title: t('oldest'),
      end: true,
      fold: true,
      cell: ({ oldestSeconds }) => (oldestSeconds === 0 ? '–' : duration(oldestSeconds)),
    },
    { id: 'running', title: t('running'), end: true, fold: true, cell: ({ running }) => number(running) },
    { id: 'later', title: t('later'), end: true, fold: true, cell: ({ scheduled }) => number(scheduled) },
    {
      id: 'dead',
      title: t('dead'),
      end: true,
      fold: true,
      cell: ({ dead }) => (dead === 0 ? number(dead) : <StatusWord level="bad">{number(dead)}</StatusWord>),
    },
  ]
  return (
    <Card title={t('queue')} lead={t('queue.lead')}>
      <DataTable label={t('queue')} columns={columns} rows={lanes} rowId={({ lane }) => lane} empty={null} />
    </Card>
  )
}
