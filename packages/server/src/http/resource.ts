import type { Handler, Hono } from 'hono'
import type { HttpEnv } from './environment.ts'
import { problemAnswer } from './problem-answer.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Mounts the methods of one address, and answers 405 with the right Allow to every other one. */
export function resource(
  app: Hono<HttpEnv>,
  path: string,
  handlers: { [M in Method]?: Handler<HttpEnv> },
): void {
  const methods = Object.keys(handlers) as Method[]
  for (const method of methods) app.on(method, path, handlers[method] as Handler<HttpEnv>)
  const allow = [...methods, ...(handlers.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  app.all(path, (c) =>
    c.req.method === 'OPTIONS'
      ? c.body(null, 204, { allow })
      : problemAnswer('method-not-allowed', {
          detail: `${c.req.method.slice(0, 20)} is not possible here, ${allow} are`,
          headers: { allow },
        }),
  )
}
