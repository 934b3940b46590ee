import { Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { frameWords } from '../languages/frame.ts'
import { useWords } from '../languages/use-words.ts'
import { PageTitle } from '../pieces/page-title.tsx'
import styles from './frame.module.css'

/** An address that leads nowhere. */
export function NotFound(): ReactNode {
  const t = useWords(frameWords)
  const { pathname } = useLocation()
  return (
    <main className={styles['content']}>
      <PageTitle title={t('not-found')} lead={t('not-found.lead', { path: pathname })} />
      <Link to="/">{t('not-found.help')}</Link>
    </main>
  )
}
