import { Drawer } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { frameWords } from '../languages/frame.ts'
import { useWords } from '../languages/use-words.ts'
import styles from './frame.module.css'
import { Icon } from './icons.tsx'
import { NAV_ENTRIES } from './nav-entries.ts'
import { NavList } from './nav-list.tsx'

const PLACES = 4

/** Four screens at the bottom of a phone, and the others under "More". */
export function PhoneBar(): ReactNode {
  const t = useWords(frameWords)
  const [opened, setOpened] = useState(false)
  const rest = NAV_ENTRIES.slice(PLACES)
  return (
    <nav className={styles['bar']} aria-label={t('nav')}>
      <ul className={styles['places']}>
        {NAV_ENTRIES.slice(0, PLACES).map(({ to, word, icon }) => (
          <li key={word}>
            <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className={styles['place']}>
              <Icon name={icon} size={22} />
              <span>{t(word)}</span>
            </Link>
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <button type="button" className={styles['place']} aria-haspopup="dialog" onClick={() => setOpened(true)}>
              <Icon name="more" size={22} />
              <span>{t('nav.more')}</span>
            </button>
          </li>
        )}
      </ul>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="bottom"
        size="auto"
        title={t('nav.more')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <NavList entries={rest} onGo={() => setOpened(false)} />
      </Drawer>
    </nav>
  )
}
