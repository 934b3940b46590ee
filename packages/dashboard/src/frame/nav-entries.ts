import type { LinkProps } from '@tanstack/react-router'
import type { FrameWord } from '../languages/frame.ts'
import type { IconName } from './icons.tsx'

/** One screen of the navigation. */
export interface NavEntry {
  to: NonNullable<LinkProps['to']>
  word: FrameWord
  icon: IconName
  /** `g`, then this one goes there. */
  key: string
}

/** The screens, in the order in which they stand; a phone shows the first four and the rest under "More". */
export const NAV_ENTRIES: readonly NavEntry[] = [
  { to: '/', word: 'nav.overview', icon: 'overview', key: 'o' },
  { to: '/notifications', word: 'nav.notifications', icon: 'notifications', key: 'n' },
  { to: '/subscribers', word: 'nav.subscribers', icon: 'subscribers', key: 's' },
  { to: '/subscriptions', word: 'nav.subscriptions', icon: 'subscriptions', key: 'b' },
  { to: '/topics', word: 'nav.topics', icon: 'topics', key: 't' },
  { to: '/opt-in', word: 'nav.opt-in', icon: 'optIn', key: 'i' },
  { to: '/settings', word: 'nav.settings', icon: 'settings', key: 'e' },
  { to: '/system', word: 'nav.system', icon: 'system', key: 'y' },
]
