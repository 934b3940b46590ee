import type { ReactNode } from 'react'
import { useView } from '../../frame/view.ts'
import { subscriptionWords } from '../../languages/subscriptions.ts'
import { useWords } from '../../languages/use-words.ts'
import { bellCode } from '../../pieces/bell-code.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { useGrowth } from './use-statistics.ts'

/** What comes first at a new site. Nothing where somebody has subscribed. */
export function FirstStep(): ReactNode {
  const t = useWords(subscriptionWords)
  const { site = 'default', browser, pushService, system } = useView()
  const { data } = useGrowth()
  const isFiltered = [browser, pushService, system].some((filter) => filter !== undefined)
  if (data === undefined || isFiltered || data.active > 0 || data.totals.new > 0) return null
  return (
    <Card>
      <EmptyState title={t('empty')} code={bellCode(site)}>
        {t('empty.help')}
      </EmptyState>
    </Card>
  )
}
