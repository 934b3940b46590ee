import type { Environment } from './platform.ts'
import type { Muted, Reports } from './reports.ts'

/**
 * Tells of the click that has opened this page, where a browser has shown the notification by itself, and takes what
 * the address carries for that out of it. Resolves to what it has muted.
 */
export async function tellLanding(
  { location, history, now = Date.now }: Environment,
  report: Reports,
): Promise<Muted[]> {
  const [, token] = /[?&]belfry=([\w-]+)/.exec(`${location?.href}`) ?? []
  if (!location || !history || !token) return []
  const clean = location.href.replace(/([?&])belfry=[\w-]+(&?)/, (_, before: string, more: string) => more && before)
  history.replaceState(history.state, '', clean)
  return (await report({ token, at: now() })) ?? []
}
