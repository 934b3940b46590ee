import type { ReactNode } from 'react'
import { isRefused } from '../../api/belfry.ts'
import { useFilterChoices } from '../../frame/use-filter-choices.ts'
import { annotationWords } from '../../languages/annotations.ts'
import { useWords } from '../../languages/use-words.ts'
import { Cards } from '../../pieces/card.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { PageTitle } from '../../pieces/page-title.tsx'
import { Waiting } from '../../pieces/waiting.tsx'
import { ArchiveButton } from '../overview/archive-button.tsx'
import { BreakdownCard } from '../overview/breakdown-card.tsx'
import { DeliveriesCard } from '../overview/deliveries-card.tsx'
import { FiguresCard } from '../overview/figures-card.tsx'
import { GrowthCard } from '../overview/growth-card.tsx'
import { OptOutsCard } from '../overview/opt-outs-card.tsx'
import { Entrance } from '../sign-in/entrance.tsx'
import styles from './statistics-link.module.css'
import { useLinkDates, useWithin } from './use-link-dates.ts'
import type { Dates } from './within.ts'

/** The statistics for who has a link and no account. */
export function StatisticsLinkScreen(): ReactNode {
  const t = useWords(annotationWords)
  const { data: dates, error, refetch } = useLinkDates()
  const isWithin = useWithin(dates)
  if (isRefused(error, 401) || isRefused(error, 403)) {
    return (
      <Entrance title={t('shared.over')}>
        <p>{t('shared.over.help')}</p>
      </Entrance>
    )
  }
  return (
    <main className={styles['shared']}>
      {dates !== undefined && isWithin && <SharedStatistics dates={dates} />}
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {error === null && !isWithin && <Waiting height="20rem" />}
    </main>
  )
}

function SharedStatistics({ dates }: { dates: Dates }): ReactNode {
  const t = useWords(annotationWords)
  const filters = useFilterChoices('pushService', 'browser', 'system')
  const lead = [t('shared.lead'), useDatesText(dates)].filter(Boolean).join(' ')
  return (
    <>
      <PageTitle title={t('shared.title')} lead={lead} actions={<ArchiveButton />} period filters={filters} />
      <FiguresCard />
      <Cards>
        <GrowthCard />
        <DeliveriesCard />
        <BreakdownCard />
        <OptOutsCard />
      </Cards>
    </>
  )
}

/** The days that the link shows, in words; nothing for all. */
function useDatesText({ from, to }: Dates): string {
  const t = useWords(annotationWords)
  if (from !== null && to !== null) return t('shared.dates', { from, to })
  if (from !== null) return t('shared.dates.from', { from })
  return to === null ? '' : t('shared.dates.to', { to })
}
