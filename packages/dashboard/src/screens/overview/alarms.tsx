import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { overviewWords } from '../../languages/overview.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { StatusWord } from '../../pieces/status-word.tsx'
import styles from './alarms.module.css'

/** What keeps messages from people at present, each with what to do. */
export function Alarms({ alarms }: { alarms: readonly BelfryModels['Alarm'][] }): ReactNode {
  const t = useWords(overviewWords)
  if (alarms.length === 0) return null
  return (
    <Card title={t('alarms')}>
      <ul className={styles['alarms']}>
        {alarms.map(({ cause, details: { summary, help, ...details } }) => (
          <li key={`${cause} ${JSON.stringify(details)}`}>
            <StatusWord level="bad">
              <strong>{summary ?? cause}</strong>
            </StatusWord>
            {help !== undefined && <p>{help}</p>}
            <p className={styles['details']}>
              {[cause, ...Object.entries(details).map(([name, value]) => `${name}: ${value}`)].join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
