import { useId, type ReactNode } from 'react'
import styles from './card.module.css'

/** A part of a screen with a heading of its own. */
export function Card(props: { title?: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode }): ReactNode {
  const { title, lead, actions, children } = props
  const id = useId()
  return (
    <section className={styles['card']} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <div className={styles['head']}>
          <h2 id={id}>{title}</h2>
          {actions}
        </div>
      )}
      {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
      {children}
    </section>
  )
}

/** Cards side by side where there is room. */
export function Cards({ children }: { children: ReactNode }): ReactNode {
  return <div className={styles['cards']}>{children}</div>
}
