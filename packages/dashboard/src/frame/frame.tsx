import { Link, Outlet } from '@tanstack/react-router'
import { useRef, type ReactNode } from 'react'
import { frameWords } from '../languages/frame.ts'
import { useWords } from '../languages/use-words.ts'
import { AccountMenu } from './account-menu.tsx'
import styles from './frame.module.css'
import { KeyHelp } from './key-help.tsx'
import { NavList } from './nav-list.tsx'
import { PhoneBar } from './phone-bar.tsx'
import { SiteSwitcher } from './site-switcher.tsx'
import { useContentFocus } from './use-content-focus.ts'
import { UnknownSite } from './unknown-site.tsx'
import { useFrameKeys } from './use-frame-keys.ts'
import { useSites } from './use-sites.ts'
import { useView } from './view.ts'

/** Navigation at the side, or at the bottom of a phone, and the screen beside it. */
export function Frame(): ReactNode {
  const t = useWords(frameWords)
  const content = useRef<HTMLElement>(null)
  const { site } = useView()
  const help = useFrameKeys()
  const sites = useSites()
  const isUnknown = site !== undefined && sites?.some(({ value }) => value === site) === false
  useContentFocus(content)
  // With a <base> a link to "#content" would leave the page.
  const skip = () => content.current?.focus()
  return (
    <div className={styles['frame']}>
      <button type="button" className={styles['skip']} onClick={skip}>
        {t('skip')}
      </button>
      <section className={styles['top']} aria-label="Belfry">
        <Brand />
        <SiteSwitcher />
        <AccountMenu compact />
      </section>
      <section className={styles['side']} aria-label="Belfry">
        <Brand />
        <SiteSwitcher />
        <nav aria-label={t('nav')}>
          <NavList />
        </nav>
        <div className={styles['end']}>
          <AccountMenu />
        </div>
      </section>
      {/* Another site is another page: nothing of the one before stays. */}
      <main key={site} ref={content} tabIndex={-1} className={styles['content']}>
        {isUnknown ? <UnknownSite site={site} /> : <Outlet />}
      </main>
      <PhoneBar />
      <KeyHelp opened={help.opened} onClose={help.close} />
    </div>
  )
}

function Brand(): ReactNode {
  return (
    <Link to="/" className={styles['brand']}>
      <img src="./icon.svg" alt="" width={22} height={22} />
      Belfry
    </Link>
  )
}
