import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from './environment.ts'

/** Where the reference explains a refusal, below Belfry's prefix: within what proxies pass on anyway. */
export function docsPath(code: string): string {
  return `/v1/docs#error-${code}`
}

/** Makes the link of a problem an address that works from where it was asked. */
export const linkDocs: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next()
  if (c.res.headers.get('content-type') !== 'application/problem+json') return
  const problem = (await c.res.json()) as { docs: string }
  const { protocol, host } = new URL(c.req.url)
  // Behind a proxy that ends TLS; a visitor who invents it misleads nobody else.
  const scheme = c.req.header('x-forwarded-proto') === 'https' ? 'https:' : protocol
  const docs = `${scheme}//${host}${c.get('prefix')}${problem.docs}`
  c.res = new Response(`${JSON.stringify({ ...problem, docs })}\n`, c.res)
}
