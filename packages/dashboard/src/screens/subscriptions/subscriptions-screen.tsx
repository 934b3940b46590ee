import type { BelfryModels } from '@belfry/client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { knownValue, useFilterChoices } from '../../frame/use-filter-choices.ts'
import { useRange } from '../../frame/use-range.ts'
import { useView } from '../../frame/view.ts'
import { nameWords } from '../../languages/names.ts'
import { subscriptionWords } from '../../languages/subscriptions.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { useBrowserName } from '../../pieces/use-browser-name.ts'
import { bellCode } from '../../pieces/bell-code.ts'
import { type Column, DataTable } from '../../pieces/data-table.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { PageTitle } from '../../pieces/page-title.tsx'
import { RelativeTime } from '../../pieces/relative-time.tsx'
import { Value } from '../../pieces/value.tsx'
import { SubscriptionStatus } from './subscription-status.tsx'

type Subscription = BelfryModels['Subscription']

// Many are counted behind the first answer, which takes some tenths of a second.
const COUNTED_AFTER = 2000

/** How many can be reached now. */
function useReached() {
  const { site } = useView()
  const { from, to, zone } = useRange()
  const growth = useQuery({
    queryKey: ['stats', 'growth', 'active', site],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/stats/growth', { params: { query: { from, to, zone } }, signal })),
    refetchInterval: ({ state }) => (state.data?.isActiveEstimate === true ? COUNTED_AFTER : false),
  })
  return growth.data
}

/** Every browser, the newest first. */
export function SubscriptionsScreen(): ReactNode {
  const t = useWords(subscriptionWords)
  const { about } = useFormats()
  const view = useView()
  const columns = useColumns()
  const filters = useFilterChoices('status', 'pushService', 'browser', 'system', 'topic')
  const query = {
    status: knownValue('status', view.status),
    service: knownValue('pushService', view.pushService),
    browser: knownValue('browser', view.browser),
    os: knownValue('system', view.system),
    topic: view.topic,
    cursor: view.cursor,
  }
  const { data, error, refetch } = useQuery({
    queryKey: ['subscriptions', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/subscriptions', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })
  const isFiltered = Object.values({ ...query, cursor: undefined }).some((value) => value !== undefined)
  const reached = useReached()
  const all =
    reached === undefined
      ? t('lead')
      : reached.isActiveEstimate
        ? t('lead.reached.about', { count: about(reached.active) })
        : t('lead.reached', { count: reached.active })
  return (
    <>
      <PageTitle title={t('title')} lead={isFiltered ? t('lead.filtered') : all} filters={filters} />
      <DataTable
        label={t('title')}
        columns={columns}
        rows={data?.subscriptions}
        rowId={({ id }) => id}
        rowLink={({ id }, children) => (
          <Link to="/subscriptions/$id" params={{ id }}>
            {children}
          </Link>
        )}
        next={data?.next ?? null}
        error={error}
        retry={() => void refetch()}
        empty={
          isFiltered ? (
            <EmptyState title={t('empty.filtered')}>{t('empty.filtered.help')}</EmptyState>
          ) : (
            <EmptyState title={t('empty')} code={bellCode(view.site ?? 'default')}>
              {t('empty.help')}
            </EmptyState>
          )
        }
      />
    </>
  )
}

function useColumns(): readonly Column<Subscription>[] {
  const t = useWords(subscriptionWords)
  const names = useWords(nameWords)
  const browserName = useBrowserName()
  return [
    { id: 'browser', title: t('browser'), cell: ({ browser }) => browserName(browser) },
    { id: 'status', title: t('status'), cell: (row) => <SubscriptionStatus subscription={row} /> },
    {
      id: 'subscriber',
      title: t('subscriber'),
      fold: true,
      cell: ({ subscriber }) =>
        subscriber === null ? (
          t('anonymous')
        ) : (
          <Link to="/subscribers/$id" params={{ id: subscriber }}>
            {subscriber}
          </Link>
        ),
    },
    {
      id: 'pushService',
      title: t('pushService'),
      wide: true,
      cell: ({ service }) => {
        const known = knownValue('pushService', service) ?? 'other'
        return (
          <Value filter="pushService" value={known}>
            {names(`pushService.${known}`)}
          </Value>
        )
      },
    },
    {
      id: 'endpoint',
      title: t('endpoint'),
      wide: true,
      cell: ({ endpoint }) => <code title={endpoint}>{endpoint}</code>,
    },
    { id: 'seen', title: t('seen'), fold: true, cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
    { id: 'created', title: t('created'), wide: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  ]
}
