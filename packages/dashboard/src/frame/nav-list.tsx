import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { frameWords } from '../languages/frame.ts'
import { useWords } from '../languages/use-words.ts'
import styles from './frame.module.css'
import { Icon } from './icons.tsx'
import { NAV_ENTRIES, type NavEntry } from './nav-entries.ts'

/** Links to the screens, one below the other. */
export function NavList(props: { entries?: readonly NavEntry[]; onGo?: () => void }): ReactNode {
  const t = useWords(frameWords)
  const { entries = NAV_ENTRIES, onGo } = props
  return (
    <ul className={styles['entries']}>
      {entries.map(({ to, word, icon }) => (
        <li key={word}>
          <Link
            to={to}
            activeOptions={{ exact: to === '/', includeSearch: false }}
            onClick={onGo}
            className={styles['entry']}
          >
            <Icon name={icon} />
            {t(word)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
