import type { Strings } from '../languages/en.ts'

const LOCALHOST = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * This site's words for the bell; those that are not here are Belfry's. A browser on localhost may lack a push service
 * because there is no internet: then there is a way to try without.
 */
export function bellWords(t: Strings, site: URL): Record<string, string> {
  const { words, localPush } = t.bell
  const local = LOCALHOST.has(site.hostname) ? ` ${localPush}` : ''
  return { ...words, waiting: words.waiting + local, 'state.push-failed': words['state.push-failed'] + local }
}
