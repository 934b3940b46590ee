import type { BelfryModels } from '@belfry/client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useFilterChoices } from '../../frame/use-filter-choices.ts'
import { useView } from '../../frame/view.ts'
import { subscriberWords } from '../../languages/subscribers.ts'
import { useWords } from '../../languages/use-words.ts'
import { type Column, DataTable } from '../../pieces/data-table.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { PageTitle } from '../../pieces/page-title.tsx'
import { RelativeTime } from '../../pieces/relative-time.tsx'
import { Value } from '../../pieces/value.tsx'

type Subscriber = BelfryModels['Subscriber']

const IDENTITY = "createClient({ identity: token, topics: ['news'] })"

/** The people of a site: by the beginning of their id, or by topic. */
export function SubscribersScreen(): ReactNode {
  const t = useWords(subscriberWords)
  const { q: prefix, topic, cursor } = useView()
  const query = { prefix, topic, cursor }
  const { data, error, refetch } = useQuery({
    queryKey: ['subscribers', query],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/subscribers', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')} filters={useFilterChoices('topic')} search={t('search')} />
      <DataTable
        label={t('title')}
        columns={useColumns()}
        rows={data?.subscribers}
        rowId={({ id, createdAt }) => id ?? createdAt}
        rowLink={({ id }, children) =>
          id === null ? (
            children
          ) : (
            <Link to="/subscribers/$id" params={{ id }}>
              {children}
            </Link>
          )
        }
        next={data?.next ?? null}
        error={error}
        retry={() => void refetch()}
        empty={<Empty prefix={prefix} topic={topic} />}
      />
    </>
  )
}

function Empty({ prefix, topic }: { prefix?: string; topic?: string }): ReactNode {
  const t = useWords(subscriberWords)
  if (prefix !== undefined)
    return <EmptyState title={t('empty.search', { q: prefix })}>{t('empty.search.help')}</EmptyState>
  if (topic !== undefined) return <EmptyState title={t('empty.filtered')} />
  return (
    <EmptyState title={t('empty')} code={IDENTITY}>
      {t('empty.help')}
    </EmptyState>
  )
}

function useColumns(): readonly Column<Subscriber>[] {
  const t = useWords(subscriberWords)
  return [
    { id: 'id', title: t('id'), cell: ({ id }) => id ?? <span>{t('anonymous')}</span> },
    {
      id: 'browsers',
      title: t('browsers'),
      end: true,
      cell: ({ activeSubscriptions }) => activeSubscriptions,
    },
    { id: 'topics', title: t('topics'), fold: true, cell: ({ topics }) => <Topics topics={topics} /> },
    { id: 'locale', title: t('locale'), wide: true, cell: ({ locale }) => locale ?? '–' },
    { id: 'seen', title: t('seen'), fold: true, cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
    { id: 'created', title: t('created'), wide: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  ]
}

function Topics({ topics }: { topics: readonly string[] }): ReactNode {
  if (topics.length === 0) return '–'
  return topics.map((topic, place) => (
    <span key={topic}>
      {place > 0 && ', '}
      <Value filter="topic" value={topic}>
        {topic}
      </Value>
    </span>
  ))
}
