import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { notificationWords } from '../../../languages/notifications.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { RelativeTime } from '../../../pieces/relative-time.tsx'
import styles from './one.module.css'

/** Why it has not arrived everywhere, and the remedy. */
export function Problems({ problems }: { problems: readonly BelfryModels['NotificationProblem'][] }): ReactNode {
  const t = useWords(notificationWords)
  return (
    <Card title={t('problems')}>
      <ul className={styles['problems']}>
        {problems.map(({ outcome, reason, service, host, summary, help, count, lastAt }) => (
          <li key={`${outcome} ${reason} ${service} ${host ?? ''}`}>
            <strong>{summary}</strong>
            <p>{help}</p>
            <p className={styles['soft']}>
              {host ?? service} · {reason} · {t('problems.count', { count })} · <RelativeTime at={lastAt} />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
