import type { BelfryModels } from '@belfry/client'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useSession } from '../../api/session.ts'
import { useView } from '../../frame/view.ts'
import { topicWords } from '../../languages/topics.ts'
import { useWords } from '../../languages/use-words.ts'
import { type Column, DataTable } from '../../pieces/data-table.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { PageTitle } from '../../pieces/page-title.tsx'
import { RemoveTopic } from './remove-topic.tsx'
import { TopicCaps } from './topic-caps.tsx'
import { TopicForm } from './topic-form.tsx'
import { TopicPeople } from './topic-people.tsx'
import styles from './topics.module.css'

export type Topic = BelfryModels['Topic']

const FIRST = `belfry topics add news --name "New posts" --default`

/** The topics of the site: what people can turn on and off, who has, and how often they may ring. */
export function TopicsScreen(): ReactNode {
  const t = useWords(topicWords)
  const { mayManage } = useSession()
  const { site } = useView()
  const [asked, setAsked] = useState<{ act: 'create' | 'edit' | 'remove'; topic?: Topic }>()
  const topics = useQuery({
    queryKey: ['topics', site],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/topics', { signal })),
  })
  const rows = topics.data?.topics
  const close = () => setAsked(undefined)
  const columns: readonly Column<Topic>[] = [
    { id: 'topic', title: t('topic'), cell: (topic) => <TopicName topic={topic} /> },
    { id: 'people', title: t('people'), end: true, fold: true, cell: ({ id }) => <TopicPeople id={id} /> },
    { id: 'access', title: t('access'), fold: true, cell: ({ access }) => t(`access.${access}`) },
    { id: 'caps', title: t('caps'), fold: true, cell: (topic) => <TopicCaps topic={topic} /> },
    { id: 'default', title: t('default'), fold: true, cell: (topic) => t(topic.default ? 'yes' : 'no') },
    ...(mayManage ? [{ id: 'acts', title: t('acts'), fold: true, cell: acts }] : []),
  ]
  function acts(topic: Topic): ReactNode {
    if (topic.declared !== null) {
      return <span title={t('declared.help')}>{t('declared', { where: topic.declared })}</span>
    }
    return (
      <span className={styles['acts']}>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('edit-of', { name: topic.name })}
          onClick={() => setAsked({ act: 'edit', topic })}
        >
          {t('edit')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('remove-of', { name: topic.name })}
          onClick={() => setAsked({ act: 'remove', topic })}
        >
          {t('remove')} …
        </Button>
      </span>
    )
  }
  return (
    <>
      <PageTitle
        title={t('title')}
        lead={rows && t('lead', { count: rows.length })}
        actions={mayManage && <Button onClick={() => setAsked({ act: 'create' })}>{t('new')}</Button>}
      />
      <DataTable
        label={t('title')}
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        empty={
          <EmptyState title={t('none')} code={FIRST}>
            {t('none.text')}
          </EmptyState>
        }
        error={topics.error}
        retry={() => void topics.refetch()}
      />
      {(asked?.act === 'create' || asked?.act === 'edit') && <TopicForm topic={asked.topic} onClose={close} />}
      {asked?.act === 'remove' && asked.topic !== undefined && <RemoveTopic topic={asked.topic} onClose={close} />}
    </>
  )
}

function TopicName({ topic: { id, name, description } }: { topic: Topic }): ReactNode {
  return (
    <>
      <strong>{name}</strong> <code className={styles['id']}>{id}</code>
      {description !== '' && <div className={styles['description']}>{description}</div>}
    </>
  )
}
