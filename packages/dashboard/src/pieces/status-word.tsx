import type { ReactNode } from 'react'
import styles from './status-word.module.css'

export type Level = 'good' | 'warning' | 'bad' | 'neutral'

// A shape for each, so that colour is never alone.
const SHAPES: Readonly<Record<Level, string>> = {
  good: 'M2 6.500 5 9.500 10 3',
  warning: 'M6 1.500 11 10.500H1ZM6 5v2.500M6 9h.01',
  bad: 'M2.500 2.500l7 7M9.500 2.500l-7 7',
  neutral: 'M2.500 6h7',
}

/** A state in one word, with a shape and a colour for it. */
export function StatusWord({ level, children }: { level: Level; children: ReactNode }): ReactNode {
  return (
    <span className={styles['status']} data-level={level}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d={SHAPES[level]} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      </svg>
      {children}
    </span>
  )
}
