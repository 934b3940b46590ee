import type { ReactNode } from 'react'
import styles from './facts.module.css'

/** What is known of one thing: words at the left, values at the right. */
export function Facts({ items }: { items: readonly (readonly [label: string, value: ReactNode])[] }): ReactNode {
  return (
    <dl className={styles['facts']}>
      {items.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
