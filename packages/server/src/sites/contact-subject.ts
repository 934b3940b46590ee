import { checkSubject } from '@belfry/web-push'
import type { Site } from './site.ts'

// Apple refuses tokens without a public domain in `sub`, so there is always one; the log and the doctor say when it
// is this one, which nobody reads (RFC 2606).
const NOBODY = 'mailto:contact-not-set@example.com'

/** The contact for push services of this site: its own, or one made of its address. */
export function contactSubject(site: Pick<Site, 'contact' | 'url'>): string {
  if (site.contact !== null) return site.contact
  const origin = site.url === null ? NOBODY : new URL(site.url).origin
  return checkSubject(origin).ok ? origin : NOBODY
}
