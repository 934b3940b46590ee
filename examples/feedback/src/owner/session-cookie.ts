import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'

const name = 'feedback-session'

// The session in the database decides how long it lasts; 400 days is the most a browser keeps one.
const options: CookieOptions = { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 400 * 86_400 }

/** The session's token from the owner's cookie. */
export function sessionCookie(c: Context, site: URL): string | undefined {
  return isSecure(site) ? getCookie(c, name, 'host') : getCookie(c, name)
}

/** Gives the owner's browser the session's token. */
export function setSessionCookie(c: Context, site: URL, token: string): void {
  setCookie(c, name, token, secured(site))
}

/** Takes the session's token from the owner's browser. */
export function clearSessionCookie(c: Context, site: URL): void {
  deleteCookie(c, name, secured(site))
}

// On https the name gets the prefix __Host-: no other host of the domain can then set this cookie.
export function secured(site: URL): CookieOptions {
  return isSecure(site) ? { ...options, secure: true, prefix: 'host' } : options
}

export function isSecure(site: URL): boolean {
  return site.protocol === 'https:'
}
