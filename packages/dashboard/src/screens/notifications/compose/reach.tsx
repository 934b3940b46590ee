import type { ReactNode } from 'react'
import { composeWords } from '../../../languages/compose.ts'
import { useFormats } from '../../../languages/use-formats.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { Facts } from '../../../pieces/facts.tsx'
import styles from './compose.module.css'
import type { ReachAnswer } from './use-previews.ts'

const KNOWN = [
  'quiet-hours',
  'paused',
  'cap-day',
  'cap-week',
  'own-cap-day',
  'own-cap-week',
  'not-relevant',
  'no-reaction',
] as const

/** How many get it now, later and not, and why. */
export function Reach({ reach: { data, isCurrent } }: { reach: ReachAnswer }): ReactNode {
  const t = useWords(composeWords)
  const { number, dateTime } = useFormats()
  if (data === undefined) return null
  const why = (reason: string) => {
    const known = KNOWN.find((one) => one === reason)
    return known === undefined ? reason : t(`reason.${known}`)
  }
  return (
    <Card title={t('reach')}>
      <div aria-busy={!isCurrent} className={styles['reach']}>
        <Facts
          items={[
            [t('reach.sent'), number(data.sent)],
            ...data.held.map(
              ({ reason, count, from, until }) =>
                [
                  t('reach.held', { reason: why(reason) }),
                  <span key={reason}>
                    {number(count)}{' '}
                    <small>
                      {from === until
                        ? dateTime(from)
                        : t('reach.held.when', { from: dateTime(from), until: dateTime(until) })}
                    </small>
                  </span>,
                ] as const,
            ),
            ...data.skipped.map(
              ({ reason, count }) => [t('reach.skipped', { reason: why(reason) }), number(count)] as const,
            ),
          ]}
        />
        {data.isEstimate && <p className={styles['hint']}>{t('reach.estimate', { count: number(data.examined) })}</p>}
        {!data.isWhole && <p className={styles['hint']}>{t('reach.part')}</p>}
        {data.note !== undefined && <p className={styles['hint']}>{data.note}</p>}
      </div>
    </Card>
  )
}
