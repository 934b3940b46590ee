import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'

const STOPS = 'a[href], button, input, select, textarea, summary, [tabindex]'

/**
 * Takes the keyboard into the dialog around an element, keeps it there, and gives it back to what the dialog was opened
 * with. Mantine's own trap moves the focus from timers, and Chromium puts timers off while somebody types: what was
 * written after some quick Tabs went to “Cancel”, and its first space closed the dialog with all that was in it.
 */
export function useKeyboardInside(inside: RefObject<HTMLElement | null>): void {
  const opener = useRef<Element>(null)
  useLayoutEffect(() => {
    const dialog = inside.current?.closest<HTMLElement>('[role=dialog]')
    if (dialog == null) return undefined
    if (!dialog.contains(document.activeElement)) opener.current = document.activeElement
    const first = dialog.querySelector<HTMLElement>('[data-autofocus]') ?? stopsIn(dialog)[0]
    first?.focus({ preventScroll: true })
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Tab') keepInside(dialog, event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [inside])
  // When all is drawn that is drawn with it: the row that it was about may be gone, and its button too.
  useEffect(() => () => giveBack(opener.current), [])
}

function stopsIn(dialog: HTMLElement): HTMLElement[] {
  return [...dialog.querySelectorAll<HTMLElement>(STOPS)].filter(
    (one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.checkVisibility({ visibilityProperty: true }),
  )
}

// Only from its ends: in between the browser knows best, who has several stops in the field of a date.
function keepInside(dialog: HTMLElement, event: KeyboardEvent): void {
  const from = document.activeElement
  const stops = stopsIn(dialog)
  const side = event.shiftKey ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING
  const goesOn = (stop: HTMLElement) => from !== null && (from.compareDocumentPosition(stop) & side) !== 0
  if (dialog.contains(from) && stops.some(goesOn)) return
  event.preventDefault()
  stops.at(event.shiftKey ? -1 : 0)?.focus()
}

function giveBack(opener: Element | null): void {
  // They are elsewhere already.
  if (document.activeElement !== document.body) return
  if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus()
  else document.querySelector<HTMLElement>('main')?.focus()
}
