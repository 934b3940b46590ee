import { within } from './fault.ts'
import type { Destination } from './payload.ts'

/**
 * Firefox lets a click open a window for a second (dom.serviceWorkers.disable_open_click_delay), so this is far below.
 */
const ANSWER_MS = 400

/** The page a click opens; another origin, or no URL, is the site's first page. */
export function urlToOpen({ url, actions = {} }: Destination, action: string, home: string): string {
  try {
    const target = actions[action]
    const wanted = new URL(typeof target === 'string' ? target : (url ?? ''), home)
    if (wanted.origin === new URL(home).origin) return wanted.href
  } catch {
    // Not a URL.
  }
  return home
}

/**
 * Focuses the window that shows exactly this page, else opens one. It never navigates an open window: that would lose a
 * text being written there, and on Android would use up the click's one activation. Tells the page of `landed`, the
 * notification that it may offer to call irrelevant: in its address, or by a message where it is there already.
 */
export async function openPage(clients: Clients, url: string, landed?: string): Promise<void> {
  const clientsOfSite = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  // A frame that shows it may be hidden, or inside an unrelated page.
  const windows = clientsOfSite.filter(({ frameType }) => frameType !== 'nested')
  const open = await Promise.any(windows.map((window) => showing(window, url))).catch(() => undefined)
  // Focusing fails when the window is closed at this very moment.
  const focused = await open?.focus().catch(() => undefined)
  if (!focused) await clients.openWindow(landed ? withLanded(url, landed) : url)
  else if (landed) focused.postMessage({ belfry: 'landed', id: landed })
}

/** As the server does where the browser opens the address by itself; landing.ts takes it out again. */
function withLanded(url: string, id: string): string {
  return url.replace(/(\?[^#]*)?(?=#|$)/, (query) => `${query ? `${query}&` : '?'}belfry=o.${id}`)
}

/**
 * Resolves to the window when it shows this page, else rejects. Client.url is the window's first page, not the one that
 * history.pushState() has brought it to, so the worker asks the page; one without Belfry does not answer.
 */
async function showing(window: WindowClient, url: string): Promise<WindowClient> {
  const { port1, port2 } = new MessageChannel()
  const answer = new Promise((resolve) => port1.addEventListener('message', ({ data }) => resolve(data)))
  port1.start()
  window.postMessage({ belfry: 'where' }, [port2])
  const where = await within(answer, '', ANSWER_MS).finally(() => port1.close())
  if (where !== url) throw new Error(url)
  return window
}
