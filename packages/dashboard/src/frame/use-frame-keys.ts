import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { NAV_ENTRIES } from './nav-entries.ts'

const LONGEST_PAUSE = 1500

/** `g` and a letter go to a screen, `/` searches, `?` shows the keys. Not while somebody writes. */
export function useFrameKeys(): { opened: boolean; close: () => void } {
  const navigate = useNavigate()
  const [opened, setOpened] = useState(false)
  const pressedG = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      const follows = event.timeStamp - pressedG.current < LONGEST_PAUSE
      const entry = follows ? NAV_ENTRIES.find(({ key }) => key === event.key) : undefined
      pressedG.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (entry !== undefined) void navigate({ to: entry.to })
      else if (event.key === '?') setOpened(true)
      else if (event.key === '/') {
        event.preventDefault()
        void goToSearch(() => navigate({ to: '/subscribers' }))
      }
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [navigate])
  return { opened, close: () => setOpened(false) }
}

/** Marks the input that `/` goes to. */
export const SEARCH_MARK = { 'data-search': '' }

async function goToSearch(open: () => Promise<void>): Promise<void> {
  const here = document.querySelector<HTMLInputElement>('[data-search]')
  if (here !== null) return here.focus()
  await open()
  focusSoon()
}

// The screen is loaded when it is first opened; its search is there a moment later.
function focusSoon(): void {
  const found = () => document.querySelector<HTMLInputElement>('[data-search]')
  const observer = new MutationObserver(() => {
    if (found() === null) return
    found()?.focus()
    observer.disconnect()
  })
  if (found() === null) observer.observe(document.body, { childList: true, subtree: true })
  else found()?.focus()
}

/** Whether keys go into a field, or to an open dialog or menu. */
export function isWriting(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=menu]') !== null) return true
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
