import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { pageOf } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { apiKeyAnswer, madeApiKeyAnswer, viewApiKey } from './answer-schema.ts'
import { refuseMore, type ApiKeys } from './api-keys.ts'
import { newApiKeySchema } from './schema.ts'

const params = z.object({ id: z.string().describe('The id of the key, which is not the key.') })

/** GET and POST /v1/api-keys, GET and DELETE /v1/api-keys/:id */
export function apiKeyRoutes(apiKeys: ApiKeys): RouteFile {
  return routeFile(
    { name: 'API keys', description: 'The keys of servers. Stored only as a hash.' },
    {
      '/v1/api-keys': {
        GET: endpoint(list, async ({ site, answer }) => {
          const found = await apiKeys.list(site.id)
          return answer(200, { apiKeys: found.map(viewApiKey), next: null })
        }),
        POST: endpoint(create, async ({ site, apiKey: asking, told, body, answer }) => {
          const { apiKey, text } = await apiKeys.create(site.id, body, asking, told)
          return answer(201, { ...viewApiKey(apiKey), key: text }, { location: `/v1/api-keys/${apiKey.id}` })
        }),
      },
      '/v1/api-keys/:id': {
        GET: endpoint(show, async ({ site, params, answer }) => {
          return answer(200, viewApiKey(await apiKeys.show(site.id, params.id)))
        }),
        DELETE: endpoint(revoke, async ({ site, apiKey: asking, told, params, answer }) => {
          refuseMore(asking, { reach: (await apiKeys.show(site.id, params.id)).reach, scopes: [] })
          return answer(200, viewApiKey(await apiKeys.revoke(site.id, params.id, told)))
        }),
      },
    },
  )
}

const list = {
  id: 'listApiKeys',
  summary: 'List the API keys of the site, the newest first',
  description: 'Those that were revoked are there too. All of them are on one page.',
  query: z.strictObject({}),
  answers: { 200: { description: 'The keys.', schema: pageOf('apiKeys', apiKeyAnswer) } },
} as const

const create = {
  id: 'createApiKey',
  summary: 'Make an API key',
  description:
    'The answer is the only one that shows it. It works in all processes within two seconds. With `replaces` it is ' +
    'the next key of the same server: both work for a while, so that nothing stops.',
  body: newApiKeySchema,
  example: { name: 'shop backend', scopes: ['send'] },
  answers: {
    201: {
      description: 'The key.',
      schema: madeApiKeyAnswer,
      headers: { location: 'Where it is shown, without key.' },
    },
  },
  refusals: ['limit-reached', 'api-key-not-found', 'declared-elsewhere'],
} as const

const show = {
  id: 'showApiKey',
  summary: 'Show an API key, without the key itself',
  params,
  answers: { 200: { description: 'The key.', schema: apiKeyAnswer } },
  refusals: ['api-key-not-found'],
} as const

const revoke = {
  id: 'revokeApiKey',
  summary: 'Revoke an API key',
  description:
    'It stops working everywhere within two seconds, and stays revoked even if it is declared. May be repeated.',
  params,
  answers: { 200: { description: 'The key as it is now.', schema: apiKeyAnswer } },
  refusals: ['api-key-not-found'],
} as const
