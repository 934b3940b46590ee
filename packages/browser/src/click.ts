import type { Destination } from './payload.ts'

/** The page a click opens; another origin, or no URL, is the site's first page. */
export function urlToOpen(
  { url = '/', actions = {} }: Destination,
  action: string,
  { origin, scope }: { origin: string; scope: string },
): string {
  try {
    const target = actions[action]
    const wanted = new URL(typeof target === 'string' ? target : url, scope)
    if (wanted.origin === origin) return wanted.href
  } catch {
    // Not a URL.
  }
  return `${origin}/`
}

/**
 * Focuses the window that shows exactly this page, else opens one. It never navigates an open window:
 * that would lose what somebody is writing there, and on Android spends the click's one activation.
 */
export async function openPage(clients: Clients, url: string): Promise<void> {
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  const open = windows.find((window) => window.url === url)
  // Focusing fails when the window is closed at this very moment.
  const focused = await open?.focus().catch(() => undefined)
  if (!focused) await clients.openWindow(url)
}
