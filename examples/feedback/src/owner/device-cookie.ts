import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { isSecure, secured } from './session-cookie.ts'

const name = 'feedback-device'

/**
 * The id of a browser in which somebody has signed in with this password before; undefined for others. It opens
 * nothing. https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export function knownDevice(c: Context, site: URL, passwordHash: string): string | undefined {
  const [id = '', proof = ''] = (isSecure(site) ? getCookie(c, name, 'host') : getCookie(c, name))?.split('.') ?? []
  const given = Buffer.from(proof, 'base64url')
  const right = proofOf(id, passwordHash)
  return given.length === right.length && timingSafeEqual(given, right) ? id : undefined
}

/** Tells the browser's cookie that somebody has signed in. */
export function rememberDevice(c: Context, site: URL, passwordHash: string): void {
  const id = knownDevice(c, site, passwordHash) ?? randomBytes(16).toString('base64url')
  setCookie(c, name, `${id}.${proofOf(id, passwordHash).toString('base64url')}`, secured(site))
}

// A new password makes all browsers unknown.
function proofOf(id: string, passwordHash: string): Buffer {
  return createHmac('sha256', passwordHash).update(`device.${id}`).digest()
}
