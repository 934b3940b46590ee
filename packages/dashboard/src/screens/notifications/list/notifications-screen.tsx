import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { useSession } from '../../../api/session.ts'
import { useView } from '../../../frame/view.ts'
import { notificationWords } from '../../../languages/notifications.ts'
import { useFormats } from '../../../languages/use-formats.ts'
import { useWords } from '../../../languages/use-words.ts'
import { DataTable, type Column } from '../../../pieces/data-table.tsx'
import { EmptyState } from '../../../pieces/empty-state.tsx'
import { PageTitle } from '../../../pieces/page-title.tsx'
import { RelativeTime } from '../../../pieces/relative-time.tsx'
import { useAddressees } from '../addressees.ts'
import { OutcomeBar } from '../outcome-bar.tsx'
import { shareOf } from '../outcome-groups.ts'
import { hasEnded, STATES, type State, StateWord } from '../state-word.tsx'
import { Trend, useTrendLead } from './trend.tsx'

type Notification = BelfryModels['Notification']

const LIMIT = 25
const LIVE_MS = 2000

const CODE = `curl -X POST "$BELFRY_SERVER/v1/notifications" \\
  -H "Authorization: Bearer $BELFRY_API_KEY" -H "Content-Type: application/json" \\
  -d '{"to":{"all":true},"title":"It works","url":"/"}'`

/** All notifications, the newest first, and their trend. */
export function NotificationsScreen(): ReactNode {
  const t = useWords(notificationWords)
  const { maySend } = useSession()
  const { cursor, status } = useView()
  const state = STATES.find((one) => one === status)
  const list = useQuery({
    queryKey: ['notifications', 'list', cursor, state],
    queryFn: ({ signal }) => {
      const query = { limit: LIMIT, ...(cursor && { cursor }), ...(state && { state }) }
      return answer(belfry.GET('/v1/notifications', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
    // What is being sent moves; what has ended does not.
    refetchInterval: ({ state: { data } }) =>
      data?.notifications.some((one) => !hasEnded(one.state)) ? LIVE_MS : false,
  })
  const options = STATES.map((value) => ({ value, label: t(`state.${value}`) }))
  return (
    <>
      <PageTitle
        title={t('title')}
        lead={useLead(list.data?.notifications)}
        period
        filters={[{ filter: 'status', label: t('status'), options }]}
        actions={maySend && <ComposeButton />}
      />
      <Trend />
      <DataTable
        label={t('list')}
        columns={useColumns()}
        rows={list.data?.notifications}
        rowId={({ id }) => id}
        rowLink={({ id }, children) => (
          <Link to="/notifications/$id" params={{ id }}>
            {children}
          </Link>
        )}
        next={list.data?.next ?? null}
        error={list.error}
        retry={() => void list.refetch()}
        empty={<Nothing state={state} maySend={maySend} />}
      />
    </>
  )
}

// What is on its way comes before what has been.
function useLead(rows: readonly Notification[] | undefined): string | undefined {
  const t = useWords(notificationWords)
  const trend = useTrendLead(rows !== undefined && rows.length > 0)
  const sending = rows?.filter((one) => !hasEnded(one.state)).length ?? 0
  return sending === 0 ? trend : [t('lead.sending', { count: sending }), trend].filter(Boolean).join(' ')
}

function ComposeButton(): ReactNode {
  const t = useWords(notificationWords)
  return (
    <Button size="sm" renderRoot={(props) => <Link to="/notifications/new" {...props} />}>
      {t('compose')}
    </Button>
  )
}

function Nothing({ state, maySend }: { state: State | undefined; maySend: boolean }): ReactNode {
  const t = useWords(notificationWords)
  if (state !== undefined) return <EmptyState title={t('empty.state')} />
  return (
    <EmptyState title={t('empty.title')} code={maySend ? CODE : undefined}>
      {maySend && t('empty.text')}
    </EmptyState>
  )
}

function useColumns(): readonly Column<Notification>[] {
  const t = useWords(notificationWords)
  const addressees = useAddressees()
  const { number, percent } = useFormats()
  return [
    { id: 'title', title: t('column.title'), cell: ({ title }) => (title === '' ? t('forgotten') : title) },
    { id: 'to', title: t('column.to'), cell: ({ to }) => addressees(to), fold: true },
    { id: 'state', title: t('column.state'), cell: ({ state }) => <StateWord state={state} />, fold: true },
    {
      id: 'outcome',
      title: t('column.outcome'),
      cell: ({ progress }) => <OutcomeBar progress={progress} />,
      fold: true,
    },
    {
      id: 'clicked',
      title: t('column.clicked'),
      end: true,
      wide: true,
      cell: ({ progress, interactions }) => {
        const share = shareOf(interactions.clicked, progress.sent)
        return share === undefined ? '–' : `${number(interactions.clicked)} · ${percent(share)}`
      },
    },
    {
      id: 'sent',
      title: t('column.sent'),
      end: true,
      fold: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
  ]
}
