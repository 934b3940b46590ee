import type { ReactNode } from 'react'

// Strokes on a grid of 24, drawn for Belfry: text stands beside each of them.
const PATHS = {
  overview: 'M4 13h4l3-8 4 14 2-6h3',
  notifications: 'M12 4a6 6 0 0 0-6 6v4l-2 3h16l-2-3v-4a6 6 0 0 0-6-6ZM10 20h4',
  subscribers: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 20c1-4 4-5 8-5s7 1 8 5',
  subscriptions: 'M4 5h16v11H4ZM9 20h6M12 16v4',
  topics: 'M4 4h8l8 8-8 8-8-8ZM8.500 8.500h.01',
  optIn: 'M4 5h16l-6 8v6l-4-2v-4Z',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5',
  system: 'M4 5h16v6H4ZM4 13h16v6H4ZM8 8h.01M8 16h.01',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4 4',
  back: 'M14 6l-6 6 6 6',
} as const

export type IconName = keyof typeof PATHS

/** A picture beside a word: nothing for who hears the page. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={name === 'more' ? 3 : 1.8}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
