import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { parseInput, Refusal } from '../refusals/refusal.ts'
import type { HttpEnv } from './environment.ts'
import { readJson } from './json-body.ts'
import type { Asked, Endpoint, Operation } from './operation.ts'

/**
 * Joins an operation with its handler: the handler gets the checked input, and answers as the operation describes.
 * Wrong input throws a Refusal before the handler is called.
 *
 * @example
 * endpoint(show, async ({ site, params, answer }) => answer(200, await room.get(site.id, params.id)))
 */
export function endpoint<const O extends Operation>(
  operation: O,
  handler: (asked: Asked<O>) => Promise<Response>,
): Endpoint {
  return {
    operation,
    async handle(c) {
      refuseMissingScope(operation, c)
      const { id, isTold = false } = operation
      c.set('operation', { id, scope: scopeOf(operation, c.req.method), isTold })
      return handler((await ask(operation, c)) as unknown as Asked<O>)
    },
  }
}

/** The scope that this operation needs. */
export function scopeOf({ scope }: Operation, method: string): string {
  return scope ?? (method === 'GET' || method === 'HEAD' ? 'read' : 'manage')
}

function refuseMissingScope(operation: Operation, c: Context<HttpEnv>): void {
  const key = c.get('apiKey') as HttpEnv['Variables']['apiKey'] | undefined
  const scope = scopeOf(operation, c.req.method)
  if (key === undefined || key.scopes.includes(scope)) return
  if (scope === 'figures' && key.scopes.includes('read')) return
  const who = key.operator === undefined ? 'the API key' : 'your role'
  throw new Refusal('scope-missing', `${who} may ${key.scopes.join(' and ')}, and this needs ${scope}`)
}

async function ask({ query, body, roomChecksBody }: Operation, c: Context<HttpEnv>) {
  const given = query && parseInput(query, queryOf(c))
  const json = body && (await readJson(c.req.raw))
  return {
    site: c.get('site'),
    apiKey: c.get('apiKey'),
    told: c.get('told'),
    prefix: c.get('prefix'),
    params: c.req.param(),
    query: given,
    body: body === undefined || roomChecksBody ? json : parseInput(body, json),
    header: (name: string) => c.req.header(name),
    answer: (status: ContentfulStatusCode, data: object, headers?: Record<string, string>) =>
      c.json(data, status, headers),
    context: c,
  }
}

// The site was already checked with the key. A repeated parameter is a list, which no schema of ours takes: it is
// refused rather than partly ignored.
function queryOf(c: Context<HttpEnv>): Record<string, string | string[]> {
  const unstorable = Object.entries(c.req.query()).find(([, value]) => value.includes('\0'))
  if (unstorable !== undefined) {
    throw new Refusal('field-invalid', 'holds the character U+0000', { field: unstorable[0].slice(0, 100) })
  }
  return Object.fromEntries(
    Object.entries(c.req.queries())
      .filter(([name]) => name !== 'site' || c.get('apiKey') === undefined)
      .map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}
