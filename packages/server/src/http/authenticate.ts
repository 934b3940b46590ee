import type { MiddlewareHandler } from 'hono'
import type { Database } from '../database/database.ts'
import { findSiteOfApiKey } from '../sites/api-key.ts'
import { findSite } from '../sites/site-store.ts'
import type { HttpEnv } from './environment.ts'
import { problemAnswer } from './problem-answer.ts'

const CHALLENGE = { 'www-authenticate': 'Bearer realm="belfry"' }

/** Lets a request pass that carries an API key, and says whose site it acts for. */
export function authenticate(database: Database): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const [, key] = /^Bearer +(\S{1,200})$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (key === undefined) return problemAnswer('api-key-missing', { headers: CHALLENGE })
    const siteId = await findSiteOfApiKey(database.kysely, key)
    const site = siteId && (await findSite(database.kysely, siteId))
    if (!site) return problemAnswer('api-key-invalid', { headers: CHALLENGE })
    c.set('site', site)
    await next()
    return undefined
  }
}
