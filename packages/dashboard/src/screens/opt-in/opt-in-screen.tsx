import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useFilterChoices } from '../../frame/use-filter-choices.ts'
import { useRange } from '../../frame/use-range.ts'
import { useView } from '../../frame/view.ts'
import { nameWords } from '../../languages/names.ts'
import { optInWords } from '../../languages/opt-in.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { PageTitle } from '../../pieces/page-title.tsx'
import { Waiting } from '../../pieces/waiting.tsx'
import { StepBars } from './step-bars.tsx'
import { StepTable } from './step-table.tsx'
import { addSteps, sumSteps } from './sum-steps.ts'

const DAY = 86_400_000
const LONGEST = 730
const ASKING = `<belfry-prompt topic="news" name="under-article"></belfry-prompt>`

/** How asking goes: from the question in the page to the yes in the browser, by prompt and browser. */
export function OptInScreen(): ReactNode {
  const t = useWords(optInWords)
  const names = useWords(nameWords)
  const { number, percent, day } = useFormats()
  const { site, topic } = useView()
  const range = useRange()
  // The counts run up to now, whatever the last day of the view is.
  const days = Math.min(LONGEST, Math.max(1, Math.ceil((Date.now() - Date.parse(range.from)) / DAY)))
  const funnel = useQuery({
    queryKey: ['stats', 'funnel', site, topic, days],
    queryFn: ({ signal }) =>
      answer(belfry.GET('/v1/stats/funnel', { params: { query: { days, ...(topic && { topic }) } }, signal })),
  })
  const { funnel: rows = [], since } = funnel.data ?? {}
  const total = funnel.data && addSteps([funnel.data.total])
  const isEmpty = total !== undefined && Object.values(total).every((count) => count === 0)
  const asked = total?.shown ?? 0
  const lead =
    total &&
    (asked === 0
      ? t('lead.none')
      : t('lead', {
          shown: asked,
          soft: number(total['soft-yes']),
          native: number(total['native-yes']),
          share: percent(total['native-yes'] / asked),
        }))
  const browserName = (name: string | null) =>
    Object.hasOwn(nameWords.en, `browser.${name}`) ? names(`browser.${name}` as never) : (name ?? '–')
  return (
    <>
      <PageTitle title={t('title')} lead={lead} period filters={useFilterChoices('topic')} />
      {funnel.error !== null && total === undefined && (
        <Failure error={funnel.error} retry={() => void funnel.refetch()} />
      )}
      {isEmpty && (
        <EmptyState title={t('none')} code={ASKING}>
          {t('none.text')}
        </EmptyState>
      )}
      {total === undefined && funnel.error === null && <Waiting height="14rem" />}
      {total !== undefined && !isEmpty && (
        <>
          <Card title={t('steps')} lead={since && t('steps.lead', { day: day(since) })}>
            <StepBars steps={total} />
          </Card>
          <Card title={t('by-prompt')} lead={t('by-prompt.lead')}>
            <StepTable
              label={t('by-prompt')}
              title={t('prompt')}
              rows={sumSteps(rows, 'prompt')}
              nameOf={(name) => name ?? t('prompt.none')}
            />
          </Card>
          <Card title={t('by-browser')}>
            <StepTable
              label={t('by-browser')}
              title={t('browser')}
              rows={sumSteps(rows, 'browser')}
              nameOf={browserName}
            />
          </Card>
        </>
      )}
    </>
  )
}
