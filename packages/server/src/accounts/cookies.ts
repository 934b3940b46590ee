import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** The cookies of one origin: their names begin with a prefix that a browser holds them to. */
export interface CookieKind {
  prefix: string
  secure: boolean
  path: string
}

/**
 * `__Host-` binds a cookie to this very host and to https; below a base path it can only be `__Secure-`, and on plain
 * http neither (https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html, section 4.1.3).
 */
export function cookieKind(isSecure: boolean, basePath: string): CookieKind {
  const path = basePath === '' ? '/' : basePath
  if (!isSecure) return { prefix: 'belfry', secure: false, path }
  return { prefix: path === '/' ? '__Host-belfry' : '__Secure-belfry', secure: true, path }
}

/** The kind to set: a browser says in Origin by which scheme it came, whatever proxies are between. */
export function kindToSet(headers: Headers, basePath: string): CookieKind {
  return cookieKind(headers.get('origin')?.startsWith('https:') ?? false, basePath)
}

/** The kind to read: one of https wins, because plain http can set the other. */
export function kindToRead(headers: Headers, basePath: string): CookieKind {
  const secure = cookieKind(true, basePath)
  const has = (headers.get('cookie') ?? '').split(/; */).some((pair) => pair.startsWith(`${secure.prefix}.`))
  return has ? secure : cookieKind(false, basePath)
}

/** A browser that has signed in with this address before: its attempts are not those of strangers. */
export interface KnownBrowsers {
  name(kind: CookieKind): string
  proof(email: string): string
  isKnown(headers: Headers, basePath: string, email: string): boolean
}

export function createKnownBrowsers(secret: string): KnownBrowsers {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'belfry known browser', 32))
  const name = ({ prefix }: CookieKind) => `${prefix}.known`
  const proof = (email: string) => createHmac('sha256', key).update(email).digest('base64url')
  return {
    name,
    proof,
    isKnown(headers, basePath, email) {
      const pairs = (headers.get('cookie') ?? '').split(/; */)
      const start = `${name(kindToRead(headers, basePath))}=`
      const given = Buffer.from(pairs.find((pair) => pair.startsWith(start))?.slice(start.length) ?? '')
      const right = Buffer.from(proof(email))
      return given.length === right.length && timingSafeEqual(given, right)
    },
  }
}
