import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSession } from '../../api/session.ts'
import { settingsWords } from '../../languages/settings.ts'
import { useWords } from '../../languages/use-words.ts'
import styles from './settings-tabs.module.css'

/** The parts of the settings: the site's, who has an account, and one's own. */
export function SettingsTabs(): ReactNode {
  const t = useWords(settingsWords)
  const { isOurs, ownsServer } = useSession()
  if (!isOurs) return null
  const tabs = [
    { to: '/settings', word: 'tab.site' },
    ...(ownsServer ? ([{ to: '/settings/people', word: 'tab.people' }] as const) : []),
    { to: '/settings/account', word: 'tab.account' },
  ] as const
  return (
    <nav aria-label={t('tabs')} className={styles['tabs']}>
      {tabs.map(({ to, word }) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }} className={styles['tab']}>
          {t(word)}
        </Link>
      ))}
    </nav>
  )
}
