import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { subscriptionWords } from '../../languages/subscriptions.ts'
import { useWords } from '../../languages/use-words.ts'
import { type Level, StatusWord } from '../../pieces/status-word.tsx'
import styles from './findings.module.css'

type Finding = BelfryModels['Finding']

const LEVELS: Readonly<Record<Finding['level'], Level>> = { ok: 'good', warning: 'warning', problem: 'bad' }

/** Each check of a browser with what it found, and what to do. */
export function Findings({ findings }: { findings: readonly Finding[] }): ReactNode {
  const t = useWords(subscriptionWords)
  return (
    <ol className={styles['findings']}>
      {findings.map(({ check, level, text, help }) => (
        <li key={check}>
          <StatusWord level={LEVELS[level]}>
            <strong>{t(`check.${check}`)}</strong>
          </StatusWord>
          <p>
            {text}
            {help !== null && <span className={styles['help']}>{help}</span>}
          </p>
        </li>
      ))}
    </ol>
  )
}
