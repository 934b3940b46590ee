import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useSession } from '../../../api/session.ts'
import { composeWords } from '../../../languages/compose.ts'
import { useWords } from '../../../languages/use-words.ts'
import { BackLink } from '../../../pieces/back-link.tsx'
import { Card } from '../../../pieces/card.tsx'
import { EmptyState } from '../../../pieces/empty-state.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { PageTitle } from '../../../pieces/page-title.tsx'
import { AudienceFields } from './audience-fields.tsx'
import { Checks, useChecks } from './checks.tsx'
import styles from './compose.module.css'
import { ContentFields } from './content-fields.tsx'
import { addresseesOf, type Draft, EMPTY } from './draft.ts'
import { Looks } from './looks.tsx'
import { Reach } from './reach.tsx'
import { SendQuestion } from './send-question.tsx'
import { TestCard } from './test-card.tsx'
import { useAppearances, useReach, useReachLead } from './use-previews.ts'

/** Where a notification is written, looked at and sent. */
export function ComposeScreen(): ReactNode {
  const t = useWords(composeWords)
  const { maySend } = useSession()
  if (maySend) return <Compose />
  return (
    <>
      <PageTitle title={t('title')} back={<Back />} />
      <EmptyState title={t('viewer.title')}>{t('viewer.text')}</EmptyState>
    </>
  )
}

function Compose(): ReactNode {
  const t = useWords(composeWords)
  const navigate = useNavigate()
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const [isAsking, setAsking] = useState(false)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const appearances = useAppearances(draft)
  const reach = useReach(draft)
  const checks = useChecks(draft, appearances.data)
  const isComplete = draft.title.trim() !== '' && addresseesOf(draft) !== undefined
  const isReady = isComplete && reach.isCurrent && reach.data?.audience !== 0
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isReady) setAsking(true)
  }
  return (
    <>
      <PageTitle title={t('title')} lead={useReachLead(draft, reach)} back={<Back />} />
      <form className={styles['columns']} onSubmit={submit}>
        <div>
          <AudienceFields draft={draft} change={change} />
          <Reach reach={reach} />
          <ContentFields draft={draft} change={change} refused={appearances.error} />
        </div>
        <div className={styles['beside']}>
          <Card title={t('looks')}>
            <Looks appearances={appearances.data} isSample={draft.title.trim() === ''} />
          </Card>
        </div>
        <div>
          <Checks checks={checks} />
          <TestCard draft={draft} />
          {reach.error !== null && <Failure error={reach.error} retry={reach.refetch} />}
          <div className={styles['send']}>
            <Button type="submit" size="md" disabled={!isReady}>
              {reach.data === undefined ? t('send') : t('send.count', { count: reach.data.sent })}
            </Button>
          </div>
        </div>
      </form>
      <SendQuestion
        draft={draft}
        opened={isAsking}
        onClose={() => setAsking(false)}
        count={reach.data?.audience ?? 0}
        checks={checks.broken.length}
        onSent={(id) => {
          setAsking(false)
          void navigate({ to: '/notifications/$id', params: { id } })
        }}
      />
    </>
  )
}

function Back(): ReactNode {
  const t = useWords(composeWords)
  return <BackLink to="/notifications">{t('back')}</BackLink>
}
