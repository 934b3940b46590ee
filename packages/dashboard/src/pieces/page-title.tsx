import { useEffect, type ReactNode } from 'react'
import { FilterRow, type FilterChoice } from '../frame/filter-row.tsx'
import styles from './page-title.module.css'

export interface PageTitleProps {
  title: string
  /** The answer to the screen's question, in a sentence. */
  lead?: ReactNode
  actions?: ReactNode
  /** Whether the screen is about a period. */
  period?: boolean
  filters?: readonly FilterChoice[]
  /** What the search before the filters looks for; without it there is none. */
  search?: string
  /** A link to where this came from. */
  back?: ReactNode
}

/** The heading of a screen: its answer in one sentence, then what the view is of. */
export function PageTitle({
  title,
  lead,
  actions,
  period = false,
  filters = [],
  search,
  back,
}: PageTitleProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Belfry`
  }, [title])
  return (
    <header className={styles['title']}>
      {back}
      <div className={styles['row']}>
        <h1>{title}</h1>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
        {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
      </div>
      {(period || filters.length > 0 || search !== undefined) && (
        <FilterRow period={period} filters={filters} search={search} />
      )}
    </header>
  )
}
