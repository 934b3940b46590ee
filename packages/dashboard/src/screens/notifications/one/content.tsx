import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { notificationWords } from '../../../languages/notifications.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { Facts } from '../../../pieces/facts.tsx'
import { RelativeTime } from '../../../pieces/relative-time.tsx'
import { useAddressees } from '../addressees.ts'
import styles from './one.module.css'

/** What was sent, to whom and when. */
export function Content({ notification }: { notification: BelfryModels['Notification'] }): ReactNode {
  const t = useWords(notificationWords)
  const addressees = useAddressees()
  const { id, to, body, url, urgency, createdAt, expiresAt, finishedAt } = notification
  return (
    <Card title={t('content')}>
      {body !== undefined && (
        <p className={styles['body']} dir="auto">
          {body}
        </p>
      )}
      <Facts
        items={[
          [t('content.to'), addressees(to)],
          ...(url === undefined ? [] : [[t('content.url'), url] as const]),
          [t('content.urgency'), t(`urgency.${urgency}`)],
          [t('content.by'), <RelativeTime key="by" at={createdAt} />],
          [t('content.until'), <RelativeTime key="until" at={expiresAt} />],
          [t('content.ended'), <RelativeTime key="ended" at={finishedAt} />],
          [t('content.id'), <code key="id">{id}</code>],
        ]}
      />
    </Card>
  )
}
