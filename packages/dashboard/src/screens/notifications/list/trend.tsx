import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { useAnnotations } from '../../../frame/use-annotations.ts'
import { useRange } from '../../../frame/use-range.ts'
import { notificationWords } from '../../../languages/notifications.ts'
import { useFormats } from '../../../languages/use-formats.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { TimeChart } from '../../../pieces/time-chart.tsx'

/** What was accepted, displayed and clicked, of all notifications together. */
export function Trend(): ReactNode {
  const t = useWords(notificationWords)
  const { data, error, refetch } = useTrend()
  const { step, zone } = useRange()
  const annotations = useAnnotations(data?.from, data?.to)
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />
  return (
    <Card title={t('trend')} lead={t('trend.lead')}>
      <TimeChart
        title={t('trend')}
        kind="line"
        step={data?.step ?? step}
        zone={data?.zone ?? zone}
        height={180}
        points={data?.points}
        annotations={annotations}
        previous={data?.previous?.points.map(({ accepted }) => accepted)}
        series={[
          { id: 'accepted', title: t('services.accepted'), colour: 1 },
          { id: 'displayed', title: t('displayed'), colour: 3 },
          { id: 'clicked', title: t('clicked'), colour: 2 },
        ]}
      />
    </Card>
  )
}

/** The trend in one sentence; undefined until it is known. */
export function useTrendLead(isAnySent: boolean): string | undefined {
  const t = useWords(notificationWords)
  const { percent } = useFormats()
  const { data } = useTrend()
  if (data === undefined) return undefined
  const { accepted, clicked, clickRate } = data.totals
  if (accepted === 0) return t(isAnySent ? 'lead.nothing' : 'lead.none')
  if (clickRate === null) return t('lead.sent', { accepted, clicked })
  return t('lead.share', { accepted, clicked, share: percent(clickRate) })
}

function useTrend() {
  const { from, to, zone, step } = useRange()
  return useQuery({
    queryKey: ['stats', 'engagement', from, to, zone, step],
    queryFn: ({ signal }) =>
      answer(belfry.GET('/v1/stats/engagement', { params: { query: { from, to, zone, step } }, signal })),
    placeholderData: keepPreviousData,
  })
}
