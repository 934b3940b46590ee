import type { Context } from 'hono'
import type { Site } from '../site.ts'
import { sessionCookie } from './session-cookie.ts'
import { useSession } from './session-store.ts'

/** The token of the owner's session; undefined for a request of anybody else. */
export function ownerToken(c: Context, site: Site): string | undefined {
  const token = sessionCookie(c, site.url)
  return token !== undefined && useSession(site.db, token, site.now()) ? token : undefined
}
