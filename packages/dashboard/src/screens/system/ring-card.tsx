import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { ringWords } from '../../languages/ring.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { RelativeTime } from '../../pieces/relative-time.tsx'
import { useAct } from '../../pieces/use-act.ts'
import { canRing, isRinging, startRinging, stopRinging } from './ring-browser.ts'
import styles from './system.module.css'

const SHOWN = 5

/** Whether this browser is told of alarms, while no dashboard is open. */
export function RingCard(): ReactNode {
  const t = useWords(ringWords)
  const here = useQuery({ queryKey: ['alarms', 'here'], queryFn: isRinging, enabled: canRing() })
  const alarms = useQuery({
    queryKey: ['alarms'],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/alarms', { signal })),
  })
  const invalidates = [['alarms']]
  const start = useAct({ act: startRinging, done: (said) => t(said), invalidates })
  const stop = useAct({ act: stopRinging, done: t('stopped'), invalidates })
  const tried = useAct({ act: () => answer(belfry.POST('/v1/alarms/tests')), done: t('tried') })
  const error = alarms.error ?? start.error ?? stop.error ?? tried.error
  const { browsers = 0, rings = [] } = alarms.data ?? {}
  return (
    <Card title={t('title')} lead={t('lead')}>
      <p>{t('browsers', { count: browsers })}</p>
      {canRing() ? (
        <Group gap="xs">
          {here.data === true ? (
            <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
              {t('stop')}
            </Button>
          ) : (
            <Button loading={start.isPending} onClick={() => start.mutate()}>
              {t('start')}
            </Button>
          )}
          {browsers > 0 && (
            <Button variant="default" loading={tried.isPending} onClick={() => tried.mutate()}>
              {t('try')}
            </Button>
          )}
        </Group>
      ) : (
        <p>{t('impossible')}</p>
      )}
      {error !== null && <Failure error={error} />}
      {rings.length > 0 && (
        <ul className={styles['findings']} aria-label={t('rings')}>
          {rings.slice(0, SHOWN).map(({ cause, rungAt }) => (
            <li key={cause}>
              {cause} · <RelativeTime at={rungAt} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
