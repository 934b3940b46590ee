import type { Environment } from './platform.ts'
import type { Muted, Reports } from './reports.ts'

/** What a page is told that a notification has opened. */
export interface Landing {
  /** The notification that the page may offer to call irrelevant. */
  landed: string | undefined
  /** Topics that are off now, because of what was pressed on the way here. */
  muted: Promise<Muted[] | undefined>
}

/**
 * Reads what the address of a page carries that a notification has opened, and takes it out of there. Tells of the
 * click, where a browser has shown the notification by itself; else the worker does.
 */
export function readLanding({ location, history, now = Date.now }: Environment, report: Reports): Landing {
  const [, token = ''] = /[?&]belfry=([\w.-]+)/.exec(`${location?.href}`) ?? []
  if (token && location && history) {
    const clean = location.href.replace(/([?&])belfry=[\w.-]+(&?)/, (_, before: string, more: string) => more && before)
    history.replaceState(history.state, '', clean)
  }
  const [, landed] = /^o(?:\.|-.{12}-)(.+)/.exec(token) ?? []
  const isTold = !token || !history || /\./.test(token)
  return { landed, muted: isTold ? Promise.resolve([]) : report({ token, at: now() }) }
}
