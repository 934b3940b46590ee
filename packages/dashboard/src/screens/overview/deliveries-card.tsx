import type { ReactNode } from 'react'
import { useAnnotations } from '../../frame/use-annotations.ts'
import { overviewWords } from '../../languages/overview.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { TimeChart } from '../../pieces/time-chart.tsx'
import { useDeliveries } from './use-statistics.ts'

/** How deliveries ended, over time: five outcomes, as nobody tells more colours apart. */
export function DeliveriesCard(): ReactNode {
  const t = useWords(overviewWords)
  const { data, error, refetch } = useDeliveries()
  const annotations = useAnnotations(data?.from, data?.to)
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />
  const points = data?.points.map((point) => ({
    at: point.at,
    accepted: point.accepted,
    gone: point.gone,
    refused: point.rejected + point.tooLarge + point.keyMismatch,
    expired: point.expired,
    skipped: point.skipped,
  }))
  return (
    <Card title={t('deliveries')} lead={t('deliveries.lead')}>
      <TimeChart
        title={t('deliveries')}
        kind="stacked"
        step={data?.step ?? 'day'}
        zone={data?.zone}
        points={points}
        annotations={annotations}
        previous={data?.previous?.points.map(endedOf)}
        series={[
          { id: 'accepted', title: t('deliveries.accepted'), colour: 3 },
          { id: 'gone', title: t('deliveries.gone'), colour: 5 },
          { id: 'refused', title: t('deliveries.refused'), colour: 2 },
          { id: 'expired', title: t('deliveries.expired'), colour: 4 },
          { id: 'skipped', title: t('deliveries.skipped'), colour: 1 },
        ]}
      />
    </Card>
  )
}

type Point = NonNullable<ReturnType<typeof useDeliveries>['data']>['points'][number]

/** All bars of a step together. */
function endedOf({ accepted, gone, rejected, tooLarge, keyMismatch, expired, skipped }: Point): number {
  return accepted + gone + rejected + tooLarge + keyMismatch + expired + skipped
}
