/**
 * The origins of a site that declares none: that of its URL. People use localhost and 127.0.0.1 for the same server.
 *
 * @example
 * ownOrigins('https://example.com/shop/') // ['https://example.com']
 */
export function ownOrigins(siteUrl: string | null): string[] {
  if (siteUrl === null) return []
  const url = new URL(siteUrl)
  if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)) return [url.origin]
  const port = url.port === '' ? '' : `:${url.port}`
  const variants = ['localhost', '127.0.0.1', '[::1]'].map((host) => `${url.protocol}//${host}${port}`)
  return [...new Set([url.origin, ...variants])]
}
