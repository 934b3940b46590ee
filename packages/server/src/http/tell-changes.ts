import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from './environment.ts'
import type { ApiChange, HttpEvents } from './events.ts'

/**
 * Tells of each change over the API before it is answered, and of what tells of itself; of what is told in the
 * transaction of the change it does not tell again. Sending is none: it has a record of its own.
 */
export function tellChanges({
  changed,
  changing,
}: Pick<HttpEvents, 'changed' | 'changing'>): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    let isTold = false
    const changeAt = (path: string): ApiChange => {
      const { id: key, operator } = c.get('apiKey')
      return { operation: c.get('operation')?.id ?? '', site: c.get('site').id, key, operator, path }
    }
    c.set('told', async (tx, path = c.req.path) => {
      await changing(tx, changeAt(path))
      isTold = true
    })
    await next()
    const operation = c.get('operation')
    if (c.res.status >= 400 || operation?.scope !== 'manage' || isTold) return
    if (/^(GET|HEAD)$/.test(c.req.method) && !operation.isTold) return
    await changed(changeAt(c.res.headers.get('location') ?? c.req.path))
  }
}
