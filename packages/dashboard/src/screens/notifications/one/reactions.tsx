import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { notificationWords } from '../../../languages/notifications.ts'
import { useFormats } from '../../../languages/use-formats.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { Figure, Figures } from '../../../pieces/figure.tsx'
import { shareOf } from '../outcome-groups.ts'

type Notification = BelfryModels['Notification']

/** What people did with it, as figures. */
export function Reactions({ notification }: { notification: Notification }): ReactNode {
  const t = useWords(notificationWords)
  const { percent, number } = useFormats()
  const { progress, interactions } = notification
  const of = (count: number, whole: number, of: 'of.accepted' | 'of.displayed') => {
    const share = shareOf(count, whole)
    return share === undefined ? undefined : `${percent(share)} ${t(of, { count: number(whole) })}`
  }
  const { displayed, clicked, closed, irrelevant } = interactions
  const pressed = Object.values(interactions.actions).reduce((sum, count) => sum + count, 0)
  return (
    <Card title={t('reactions')} lead={t('reactions.lead')}>
      <Figures>
        <Figure label={t('displayed')} value={displayed} hint={of(displayed, progress.sent, 'of.accepted')} />
        <Figure label={t('clicked')} value={clicked} hint={of(clicked, progress.sent, 'of.accepted')} />
        {pressed > 0 && (
          <Figure label={t('actions')} value={pressed} hint={of(pressed, progress.sent, 'of.accepted')} />
        )}
        <Figure label={t('closed')} value={closed} hint={of(closed, displayed, 'of.displayed')} />
        <Figure label={t('irrelevant')} value={irrelevant} hint={of(irrelevant, progress.sent, 'of.accepted')} />
      </Figures>
    </Card>
  )
}
