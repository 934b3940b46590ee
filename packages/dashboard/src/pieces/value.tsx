import type { ReactNode } from 'react'
import { type Filter, useSetView, useView } from '../frame/view.ts'
import { pieceWords } from '../languages/pieces.ts'
import { useWords } from '../languages/use-words.ts'
import styles from './value.module.css'

export interface ValueProps {
  filter: Filter
  value: string
  children: string
}

/** A value that the view can be filtered by: a click does it, another one takes it back. */
export function Value({ filter, value, children }: ValueProps): ReactNode {
  const t = useWords(pieceWords)
  const isSet = useView()[filter] === value
  const setView = useSetView()
  return (
    <button
      type="button"
      className={styles['value']}
      aria-pressed={isSet}
      title={t(isSet ? 'filter-off' : 'filter-by', { value: children })}
      onClick={() => setView({ [filter]: isSet ? undefined : value })}
    >
      {children}
    </button>
  )
}
