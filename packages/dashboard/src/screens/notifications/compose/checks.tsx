import type { BelfryModels } from '@belfry/client'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { checkWords } from '../../../languages/checks.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { StatusWord } from '../../../pieces/status-word.tsx'
import { useNow } from '../../../pieces/use-now.ts'
import { checkBroadcast, type Rule } from './checklist.ts'
import styles from './compose.module.css'
import type { Draft } from './draft.ts'

const WEEK = 7 * 86_400_000

export interface Checked {
  broken: readonly Rule[]
  /** Broadcasts of the last seven days. */
  recent: number
}

/** What browsers and people would punish a draft for. */
export function useChecks(draft: Draft, appearances: BelfryModels['NotificationAppearances'] | undefined): Checked {
  const now = useNow()
  const { data } = useQuery({
    queryKey: ['notifications', 'recent'],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/notifications', { params: { query: { limit: 100 } }, signal })),
    staleTime: 60_000,
  })
  const since = now.getTime() - WEEK
  const recent = (data?.notifications ?? []).filter(
    ({ lane, createdAt, state }) => lane === 'bulk' && state !== 'cancelled' && Date.parse(createdAt) > since,
  ).length
  const broken = checkBroadcast(draft, { platforms: appearances?.platforms, recent, hour: now.getHours() })
  return { broken, recent }
}

/** The checklist before a broadcast. */
export function Checks({ checks: { broken, recent } }: { checks: Checked }): ReactNode {
  const t = useWords(checkWords)
  return (
    <Card title={t('checks')}>
      {broken.length === 0 ? (
        <StatusWord level="good">{t('checks.good')}</StatusWord>
      ) : (
        <ul className={styles['checks']}>
          {broken.map((rule) => (
            <li key={rule}>
              <StatusWord level={rule === 'no-title' ? 'bad' : 'warning'}>
                {t(`rule.${rule}`, { count: recent })}
              </StatusWord>
              <p>{t(`rule.${rule}.why`)}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
