import type { ReactNode } from 'react'
import { useFormats } from '../languages/use-formats.ts'
import styles from './figure.module.css'
import { Waiting } from './waiting.tsx'

export interface FigureProps {
  /** What is counted, with its unit. */
  label: string
  /** Undefined: not there yet. Null: not measurable. */
  value: number | string | null | undefined
  /** What it is a share of, or how it compares. */
  hint?: ReactNode
}

/** One number, what it counts, and what it is to be compared with. */
export function Figure({ label, value, hint }: FigureProps): ReactNode {
  const { number } = useFormats()
  return (
    <div className={styles['figure']}>
      <dt>{label}</dt>
      <dd className={styles['value']}>
        {value === undefined ? <Waiting width="5rem" /> : typeof value === 'number' ? number(value) : (value ?? '–')}
      </dd>
      {hint !== undefined && <dd className={styles['hint']}>{hint}</dd>}
    </div>
  )
}

/** Figures in a row. */
export function Figures({ children }: { children: ReactNode }): ReactNode {
  return <dl className={styles['figures']}>{children}</dl>
}
