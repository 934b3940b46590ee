import type { Hono } from 'hono'
import { announceDeprecation } from './deprecation.ts'
import type { HttpEnv } from './environment.ts'
import type { Endpoint } from './operation.ts'
import { problemAnswer } from './problem-answer.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Mounts the methods of one address, and answers 405 with the right Allow to every other one. */
export function resource(app: Hono<HttpEnv>, path: string, endpoints: { readonly [M in Method]?: Endpoint }): void {
  const methods = Object.keys(endpoints) as Method[]
  for (const method of methods) {
    const endpoint = endpoints[method] as Endpoint
    const { id, deprecated } = endpoint.operation
    if (deprecated !== undefined) app.on(method, path, announceDeprecation(id, deprecated))
    app.on(method, path, (c) => endpoint.handle(c))
  }
  const allow = [...methods, ...(endpoints.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  app.all(path, (c) =>
    c.req.method === 'OPTIONS'
      ? c.body(null, 204, { allow })
      : problemAnswer('method-not-allowed', {
          detail: `${c.req.method.slice(0, 20)} is not possible here, ${allow} are`,
          headers: { allow },
        }),
  )
}
