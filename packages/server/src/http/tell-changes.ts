import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from './environment.ts'
import type { HttpEvents } from './events.ts'

/**
 * Tells of each change over the API before it is answered, and of what tells of itself. Sending is none: it has a
 * record of its own.
 */
export function tellChanges(changed: HttpEvents['changed']): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    const operation = c.get('operation')
    if (c.res.status >= 400 || operation?.scope !== 'manage') return
    if (/^(GET|HEAD)$/.test(c.req.method) && !operation.isTold) return
    const path = c.res.headers.get('location') ?? c.req.path
    const { id: key, operator } = c.get('apiKey')
    await changed({ operation: operation.id, site: c.get('site').id, key, operator, path })
  }
}
