import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** What the address says of the view beside its path: every view is a link. */
export interface View {
  site?: string
  /** One of PERIODS; with `from` and `to`, those. */
  period?: string
  from?: string
  to?: string
  topic?: string
  pushService?: string
  browser?: string
  system?: string
  status?: string
  /** The page of a list. */
  cursor?: string
  /** What is searched for. */
  q?: string
}

/** The parts of a view that choose among rows. */
export type Filter = 'topic' | 'pushService' | 'browser' | 'system' | 'status'

export const FILTERS: readonly Filter[] = ['topic', 'pushService', 'browser', 'system', 'status']

/** Stay while one goes from screen to screen. */
export const KEPT: readonly ('site' | 'period' | 'from' | 'to')[] = ['site', 'period', 'from', 'to']

const PARTS = [...KEPT, ...FILTERS, 'cursor', 'q'] as const

/** Reads an address: anybody may have written it. */
export function readView(search: Readonly<Record<string, unknown>>): View {
  const view: View = {}
  for (const part of PARTS) {
    const value = search[part]
    if (typeof value === 'string' && value !== '' && value.length <= 1500) view[part] = value
  }
  return view
}

export function useView(): View {
  return readView(useSearch({ strict: false }))
}

/** Changes parts of the view; undefined takes one out. A list starts again at its first page. */
export function useSetView(): (change: Partial<View>) => void {
  const navigate = useNavigate()
  return useCallback(
    (change) =>
      void navigate({
        to: '.',
        search: (view: Record<string, unknown>) => ({ ...readView(view), cursor: undefined, ...change }),
        // Of a shared view it holds the key.
        hash: true,
        resetScroll: false,
      }),
    [navigate],
  )
}
