import { Button, Group, NativeSelect } from '@mantine/core'
import type { BelfryModels } from '@belfry/client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { notificationWords } from '../../../languages/notifications.ts'
import { useFormats } from '../../../languages/use-formats.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { type Column, DataTable } from '../../../pieces/data-table.tsx'
import { EmptyState } from '../../../pieces/empty-state.tsx'
import { RelativeTime } from '../../../pieces/relative-time.tsx'
import { type Progress, unreachedOutcomes } from '../outcome-groups.ts'

type Delivery = BelfryModels['Delivery']

const LIMIT = 25

/** Everybody who got nothing, with the reason, page by page. */
export function Unreached({ id, progress }: { id: string; progress: Progress }): ReactNode {
  const t = useWords(notificationWords)
  const { number } = useFormats()
  const [chosen, setChosen] = useState<string>()
  // The pages before this one, for the way back.
  const [cursors, setCursors] = useState<readonly string[]>([])
  const found = unreachedOutcomes(progress)
  const outcome = (found.find(([name]) => name === chosen) ?? found[0])?.[0]
  const cursor = cursors.at(-1)
  const list = useQuery({
    queryKey: ['notifications', 'unreached', id, outcome, cursor],
    queryFn: ({ signal }) => {
      const query = {
        notification: id,
        limit: LIMIT,
        outcome: outcome as Delivery['outcome'],
        ...(cursor && { cursor }),
      }
      return answer(belfry.GET('/v1/deliveries', { params: { query }, signal }))
    },
    enabled: outcome !== undefined,
    placeholderData: keepPreviousData,
  })
  const columns = useColumns()
  if (outcome === undefined) {
    return <Card title={t('unreached')}>{t('unreached.all')}.</Card>
  }
  const next = list.data?.next ?? undefined
  return (
    <Card
      title={t('unreached')}
      lead={t('unreached.lead')}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('unreached.which')}
          value={outcome}
          onChange={(event) => {
            setChosen(event.currentTarget.value)
            setCursors([])
          }}
          data={found.map(([name, count]) => ({ value: name, label: `${wordOf(name, t)} (${number(count)})` }))}
        />
      }
    >
      <DataTable
        label={t('unreached')}
        columns={columns}
        rows={list.data?.deliveries}
        rowId={({ subscription, at }) => `${subscription} ${at}`}
        error={list.error}
        retry={() => void list.refetch()}
        empty={<EmptyState title={t('unreached.empty')} />}
      />
      {(cursors.length > 0 || next !== undefined) && (
        <Group mt="sm" gap="xs">
          <Button variant="default" size="xs" disabled={cursors.length === 0} onClick={() => setCursors([])}>
            {t('unreached.first')}
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={next === undefined}
            onClick={() => next !== undefined && setCursors([...cursors, next])}
          >
            {t('unreached.more')}
          </Button>
        </Group>
      )}
    </Card>
  )
}

function wordOf(outcome: string, t: ReturnType<typeof useWords<keyof typeof notificationWords.en>>): string {
  const key = `outcome.${outcome}`
  return key in notificationWords.en ? t(key as keyof typeof notificationWords.en) : outcome
}

function useColumns(): readonly Column<Delivery>[] {
  const t = useWords(notificationWords)
  const { number } = useFormats()
  return [
    {
      id: 'to',
      title: t('unreached.to'),
      cell: ({ subscriber, subscription }) => {
        const name = subscriber ?? t('unreached.anonymous')
        if (subscription === null) return name
        return (
          <Link to="/subscriptions/$id" params={{ id: subscription }}>
            {name}
          </Link>
        )
      },
    },
    { id: 'reason', title: t('unreached.reason'), cell: ({ reason }) => reason ?? '–', fold: true },
    { id: 'status', title: t('unreached.status'), cell: ({ status }) => status ?? '–', end: true, wide: true },
    {
      id: 'attempts',
      title: t('unreached.attempts'),
      cell: ({ attempts }) => number(attempts),
      end: true,
      wide: true,
    },
    { id: 'at', title: t('unreached.at'), cell: ({ at }) => <RelativeTime at={at} />, end: true, fold: true },
  ]
}
