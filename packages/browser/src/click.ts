import type { Destination } from './payload.ts'

/** The page a click opens; another origin, or no URL, is the site's first page. */
export function urlToOpen(
  destination: Destination,
  action: string,
  worker: { origin: string; scope: string },
): string {
  const root = new URL('/', worker.origin).href
  const wanted = (action && destination.actions?.[action]) || destination.url
  if (typeof wanted !== 'string') return root
  try {
    const url = new URL(wanted, worker.scope)
    return url.origin === worker.origin ? url.href : root
  } catch {
    return root
  }
}

/**
 * Focuses the window that shows exactly this page, else opens one. It never navigates an open window:
 * that would lose what somebody is writing there, and on Android spends the click's one activation.
 */
export async function openPage(clients: Clients, url: string): Promise<void> {
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  const open = windows.find((window) => window.url === url)
  try {
    if (open) {
      await open.focus()
      return
    }
  } catch {
    // Closed in this very moment, or not allowed: open another.
  }
  await clients.openWindow(url)
}
