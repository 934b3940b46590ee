import type { BelfryModels } from '@belfry/client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { addDays, dateIn } from '../../../frame/range.ts'
import { useAnnotations } from '../../../frame/use-annotations.ts'
import { zone } from '../../../frame/use-range.ts'
import { notificationWords } from '../../../languages/notifications.ts'
import { useFormats } from '../../../languages/use-formats.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { Figure, Figures } from '../../../pieces/figure.tsx'
import { TimeChart } from '../../../pieces/time-chart.tsx'
import { shareOf } from '../outcome-groups.ts'
import { hasEnded } from '../state-word.tsx'

type Notification = BelfryModels['Notification']

const LIVE_MS = 10_000
// Nearly all that people do with a notification they do in its first days.
const DAYS = 7
const BY_HOUR = 2

/** What people did with it, as figures and over time. */
export function Reactions({ notification }: { notification: Notification }): ReactNode {
  const t = useWords(notificationWords)
  const { percent, number } = useFormats()
  const { progress, interactions } = notification
  const chart = useReactions(notification)
  const annotations = useAnnotations(chart.data?.from, chart.data?.to)
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
      <TimeChart
        title={t('reactions')}
        kind="line"
        height={200}
        step={chart.data?.step ?? 'hour'}
        zone={chart.data?.zone ?? zone}
        points={chart.data?.points}
        annotations={annotations}
        series={[
          { id: 'displayed', title: t('displayed'), colour: 3 },
          { id: 'clicked', title: t('clicked'), colour: 2 },
          { id: 'closed', title: t('closed'), colour: 5 },
          { id: 'irrelevant', title: t('irrelevant'), colour: 4 },
        ]}
      />
    </Card>
  )
}

function useReactions({ id, createdAt, state }: Notification) {
  const from = dateIn(zone, new Date(createdAt))
  const today = dateIn(zone, new Date())
  const week = addDays(from, DAYS - 1)
  const to = today < week ? today : week
  const step = to < addDays(from, BY_HOUR) ? 'hour' : 'day'
  return useQuery({
    queryKey: ['notifications', 'reactions', id, from, to, step],
    queryFn: ({ signal }) => {
      const query = { notification: id, from, to, zone, step } as const
      return answer(belfry.GET('/v1/stats/engagement', { params: { query }, signal }))
    },
    refetchInterval: hasEnded(state) ? false : LIVE_MS,
    placeholderData: keepPreviousData,
  })
}
