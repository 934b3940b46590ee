import type { ReactNode } from 'react'
import { overviewWords } from '../../languages/overview.ts'
import { pieceWords } from '../../languages/pieces.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { Figure, Figures } from '../../pieces/figure.tsx'
import { useChange } from './use-change.ts'
import { useDeliveries, useEngagement, useGrowth, useOptOuts } from './use-statistics.ts'

/** The numbers that people look for first, each with what it is a share of. */
export function FiguresCard(): ReactNode {
  const t = useWords(overviewWords)
  const p = useWords(pieceWords)
  const { about, percent, number } = useFormats()
  const change = useChange()
  const growth = useGrowth().data
  const sent = useDeliveries().data
  const engaged = useEngagement().data
  const optOuts = useOptOuts().data
  const share = (rate: number | null | undefined, of: (share: string) => string, none: string) =>
    rate === null || rate === undefined ? none : of(percent(rate))
  return (
    <Card title={t('figures')}>
      <Figures>
        <Figure
          label={t('active')}
          value={growth?.isActiveEstimate === true ? p('about', { number: about(growth.active) }) : growth?.active}
          hint={growth && t('active.change', { count: signed(growth.totals.net, number) })}
        />
        <Figure
          label={t('new')}
          value={growth?.totals.new}
          hint={growth?.previous && change(growth.totals.new, growth.previous.totals.new)}
        />
        <Figure
          label={t('accepted')}
          value={sent?.totals.accepted}
          hint={sent && share(sent.totals.successRate, (share) => t('accepted.share', { share }), t('nothing-sent'))}
        />
        <Figure
          label={t('clicked')}
          value={engaged && engaged.totals.clicked + engaged.totals.actions}
          hint={engaged && share(engaged.totals.clickRate, (share) => t('clicked.share', { share }), t('nothing-sent'))}
        />
        <Figure
          label={t('opt-outs')}
          value={optOuts && optOuts.totals.off + optOuts.totals.muted}
          hint={
            optOuts?.previous &&
            change(
              optOuts.totals.off + optOuts.totals.muted,
              optOuts.previous.totals.off + optOuts.previous.totals.muted,
            )
          }
        />
      </Figures>
    </Card>
  )
}

function signed(count: number, write: (count: number) => string): string {
  return count > 0 ? `+${write(count)}` : write(count)
}
