import { useEffect, type ReactNode } from 'react'
import styles from './entrance.module.css'

/** A small page by itself, before anybody is signed in. */
export function Entrance(props: { title: string; lead?: ReactNode; children: ReactNode }): ReactNode {
  const { title, lead, children } = props
  useEffect(() => {
    document.title = `${title} · Belfry`
  }, [title])
  return (
    <main className={styles['entrance']}>
      <img src="./icon.svg" alt="" width={40} height={40} />
      <h1>{title}</h1>
      {lead !== undefined && <p>{lead}</p>}
      {children}
    </main>
  )
}
