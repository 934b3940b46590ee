import type { ReactNode } from 'react'
import styles from './waiting.module.css'

/** Holds the place of what is loading; seen only when that takes longer than 300 ms. */
export function Waiting({ width = '100%', height }: { width?: string; height?: string }): ReactNode {
  return <span className={styles['waiting']} style={{ width, height }} aria-hidden="true" />
}
