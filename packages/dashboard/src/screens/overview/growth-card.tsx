import type { ReactNode } from 'react'
import { useAnnotations } from '../../frame/use-annotations.ts'
import { overviewWords } from '../../languages/overview.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { TimeChart } from '../../pieces/time-chart.tsx'
import { useGrowth } from './use-statistics.ts'

/** Browsers that came, and browsers that went, over time. */
export function GrowthCard(): ReactNode {
  const t = useWords(overviewWords)
  const { data, error, refetch } = useGrowth()
  const annotations = useAnnotations(data?.from, data?.to)
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />
  const came = data?.points.map((point) => ({
    at: point.at,
    came: point.new + point.imported + point.returned,
    lost: point.lost,
  }))
  return (
    <Card title={t('growth')} lead={t('growth.lead')}>
      <TimeChart
        title={t('growth')}
        kind="line"
        step={data?.step ?? 'day'}
        zone={data?.zone}
        points={came}
        annotations={annotations}
        series={[
          { id: 'came', title: t('growth.came'), colour: 1 },
          { id: 'lost', title: t('growth.lost'), colour: 2 },
        ]}
        previous={data?.previous?.points.map((point) => point.new + point.imported + point.returned)}
      />
    </Card>
  )
}
