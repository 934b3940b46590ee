import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import type { HttpEnv } from '../http/environment.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { apiOfCaller } from './ask-api.ts'

export interface McpRouteNeeds {
  /** Asks one of Belfry's own addresses. */
  askInside: (request: Request, bindings: HttpEnv['Bindings']) => Promise<Response>
  confirmationKey: Uint8Array
  now: () => number
}

/** POST /mcp: the Model Context Protocol over streamable HTTP, without sessions. */
export function mcpRoutes({ askInside, confirmationKey, now }: McpRouteNeeds): RouteFile {
  return routeFile(
    { name: 'Agents', description: 'The Model Context Protocol, for agents that look things up and send.' },
    {
      '/mcp': {
        POST: endpoint(serve, async ({ apiKey, site, context: { req, env } }) => {
          // The SDK takes longer to load than all of Belfry; most servers never need it.
          const { serveMcp } = await import('./serve-mcp.ts')
          // The address of the outer request would lead here again; who sent it counts.
          const { socket } = env?.incoming ?? {}
          const bindings = (socket === undefined ? {} : { incoming: { socket } }) as HttpEnv['Bindings']
          const api = apiOfCaller({ request: req.raw, ask: (request) => askInside(request, bindings) })
          const context = { api, apiKeyId: apiKey.id, site: site.id, confirmationKey, now }
          return serveMcp(req.raw, apiKey.scopes, context)
        }),
      },
    },
  )
}

const error = z.looseObject({ code: z.int(), message: z.string() })
const refusal = z.looseObject({ jsonrpc: z.literal('2.0'), error, id: z.null() }).describe('An error of JSON-RPC.')

const serve = {
  id: 'serveMcp',
  summary: 'Serve an agent: one message of the Model Context Protocol',
  description:
    'Stateless streamable HTTP, with the API key as bearer token. Tools that read for every key; tools that send for ' +
    'keys with the scope `send`, and a broadcast only after its count was confirmed.',
  scope: 'read',
  answers: {
    200: { description: 'The answer: a stream of JSON-RPC.', type: 'text/event-stream' },
    202: { description: 'A notification of the protocol was taken.' },
    400: { description: 'It is no message of the protocol.', schema: refusal },
    406: { description: 'The request does not accept both forms of an answer.', schema: refusal },
    413: { description: 'The message is too long.', schema: refusal },
    415: { description: 'The message is no JSON.', schema: refusal },
  },
} as const
