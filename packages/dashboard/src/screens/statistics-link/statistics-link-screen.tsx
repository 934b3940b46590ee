import type { ReactNode } from 'react'
import { isRefused } from '../../api/belfry.ts'
import { useFilterChoices } from '../../frame/use-filter-choices.ts'
import { annotationWords } from '../../languages/annotations.ts'
import { useWords } from '../../languages/use-words.ts'
import { Cards } from '../../pieces/card.tsx'
import { PageTitle } from '../../pieces/page-title.tsx'
import { ArchiveButton } from '../overview/archive-button.tsx'
import { BreakdownCard } from '../overview/breakdown-card.tsx'
import { DeliveriesCard } from '../overview/deliveries-card.tsx'
import { FiguresCard } from '../overview/figures-card.tsx'
import { GrowthCard } from '../overview/growth-card.tsx'
import { OptOutsCard } from '../overview/opt-outs-card.tsx'
import { useGrowth } from '../overview/use-statistics.ts'
import { Entrance } from '../sign-in/entrance.tsx'
import styles from './statistics-link.module.css'

/** The statistics for who has a link and no account. */
export function StatisticsLinkScreen(): ReactNode {
  const t = useWords(annotationWords)
  const { error } = useGrowth()
  const filters = useFilterChoices('pushService', 'browser', 'system')
  if (isRefused(error, 401) || isRefused(error, 403)) {
    return (
      <Entrance title={t('shared.over')}>
        <p>{t('shared.over.help')}</p>
      </Entrance>
    )
  }
  return (
    <main className={styles['shared']}>
      <PageTitle
        title={t('shared.title')}
        lead={t('shared.lead')}
        actions={<ArchiveButton />}
        period
        filters={filters}
      />
      <FiguresCard />
      <Cards>
        <GrowthCard />
        <DeliveriesCard />
        <BreakdownCard />
        <OptOutsCard />
      </Cards>
    </main>
  )
}
