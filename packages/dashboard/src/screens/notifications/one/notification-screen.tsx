import { useParams } from '@tanstack/react-router'
import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { useSession } from '../../../api/session.ts'
import { notificationWords } from '../../../languages/notifications.ts'
import { useFormats } from '../../../languages/use-formats.ts'
import { useWords } from '../../../languages/use-words.ts'
import { BackLink } from '../../../pieces/back-link.tsx'
import { Card } from '../../../pieces/card.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { PageTitle } from '../../../pieces/page-title.tsx'
import { Waiting } from '../../../pieces/waiting.tsx'
import { OutcomeBar } from '../outcome-bar.tsx'
import { groupOutcomes, unreachedOutcomes } from '../outcome-groups.ts'
import { hasEnded, StateWord } from '../state-word.tsx'
import { Content } from './content.tsx'
import { Control } from './control.tsx'
import styles from './one.module.css'
import { Problems } from './problems.tsx'
import { Reactions } from './reactions.tsx'
import { Breakdown } from './breakdown.tsx'
import { Unreached } from './unreached.tsx'
import { useNotification } from './use-notification.ts'

type Notification = BelfryModels['Notification']

/** What happened with one notification. */
export function NotificationScreen(): ReactNode {
  const t = useWords(notificationWords)
  const { id } = useParams({ from: '/frame/notifications/$id' })
  const { data, error, refetch, isLost } = useNotification(id)
  const { maySend } = useSession()
  const lead = useSentence(data)
  const back = <BackLink to="/notifications">{t('back')}</BackLink>
  if (data === undefined) {
    return (
      <>
        <PageTitle title={t('column.title')} back={back} />
        {error === null ? <Waiting height="20rem" /> : <Failure error={error} retry={() => void refetch()} />}
      </>
    )
  }
  return (
    <>
      <PageTitle
        title={data.title === '' ? t('forgotten') : data.title}
        lead={lead}
        back={back}
        actions={maySend && !hasEnded(data.state) && <Control notification={data} />}
      />
      <Outcomes notification={data} isLost={isLost} />
      {data.problems !== undefined && <Problems problems={data.problems} />}
      <Reactions notification={data} />
      <Breakdown notification={data} />
      <Unreached id={id} progress={data.progress} />
      <Content notification={data} />
    </>
  )
}

function Outcomes({ notification, isLost }: { notification: Notification; isLost: boolean }): ReactNode {
  const t = useWords(notificationWords)
  const { number } = useFormats()
  const { state, progress } = notification
  const done = progress.audience - groupOutcomes(progress).remaining
  const isMoving = !hasEnded(state)
  return (
    <Card title={t(isMoving ? 'progress' : 'outcomes')} actions={<StateWord state={state} />}>
      <OutcomeBar progress={progress} tall />
      {isMoving && (
        <p className={styles['now']}>
          {t('progress.of', { done: number(done), audience: number(progress.audience) })}
          {state === 'sending' && `, ${t('one.rate', { rate: number(progress.ratePerSecond) })}`}
        </p>
      )}
      {isLost && <p role="status">{t('progress.lost')}</p>}
      {notification.note !== undefined && <p className={styles['now']}>{notification.note}</p>}
    </Card>
  )
}

/** What happened, in one sentence. */
function useSentence(notification: Notification | undefined): string | undefined {
  const t = useWords(notificationWords)
  const { number } = useFormats()
  if (notification === undefined) return undefined
  const { state, progress, interactions } = notification
  if (state === 'planning' && progress.audience === 0) return `${t('one.planning')} …`
  if (progress.audience === 0) return `${t('one.nobody')}.`
  const known = new Set(Object.keys(OUTCOMES))
  const parts = unreachedOutcomes(progress)
    .filter(([outcome]) => known.has(outcome))
    .slice(0, 3)
    .map(([outcome, count]) => t('one.part', { count, outcome: t(OUTCOMES[outcome as keyof typeof OUTCOMES]) }))
  const sent = t('one.sentence', { sent: number(progress.sent), audience: number(progress.audience) })
  const missed = parts.length === 0 ? '' : `; ${parts.join(', ')}`
  const clicked = interactions.clicked === 0 ? '' : ` ${t('one.clicked', { count: interactions.clicked })}.`
  return `${sent}${missed}.${clicked}`
}

const OUTCOMES = {
  gone: 'outcome.gone',
  'key-mismatch': 'outcome.key-mismatch',
  throttled: 'outcome.throttled',
  'retry-later': 'outcome.retry-later',
  rejected: 'outcome.rejected',
  'too-large': 'outcome.too-large',
  unreachable: 'outcome.unreachable',
  expired: 'outcome.expired',
  skipped: 'outcome.skipped',
  held: 'outcome.held',
} as const
