import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { pageOf } from '../http/paging.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { Refusal } from '../refusals/refusal.ts'
import { siteAnswer, viewSite } from './answer-schema.ts'
import { newSiteSchema, siteChangeSchema } from './schema.ts'
import type { Sites } from './sites.ts'

const params = z.object({ id: z.string().describe('The id of the site.') })

/** GET and POST /v1/sites, GET, PATCH and DELETE /v1/sites/:id */
export function siteRoutes(sites: Sites): RouteFile {
  return routeFile(
    { name: 'Sites', description: 'Web properties: one server serves many.' },
    {
      '/v1/sites': {
        GET: endpoint(list, async ({ site, apiKey, answer }) => {
          const found = apiKey.reach === 'server' ? await sites.list() : [await sites.show(site.id)]
          return answer(200, { sites: found.map(viewSite), next: null })
        }),
        POST: endpoint(create, async ({ apiKey, body, answer }) => {
          requireServer(apiKey)
          const site = await sites.create(body)
          return answer(201, viewSite(site), { location: `/v1/sites/${site.id}` })
        }),
      },
      '/v1/sites/:id': {
        GET: endpoint(show, async ({ site, apiKey, params, answer }) => {
          if (params.id !== site.id) requireServer(apiKey)
          return answer(200, viewSite(await sites.show(params.id)))
        }),
        PATCH: endpoint(change, async ({ site, apiKey, params, body, answer }) => {
          if (params.id !== site.id) requireServer(apiKey)
          return answer(200, viewSite(await sites.change(params.id, body)))
        }),
        DELETE: endpoint(remove, async ({ apiKey, params, query, answer }) => {
          requireServer(apiKey)
          return answer(200, { subscriptions: await sites.remove(params.id, query.losing) })
        }),
      },
    },
  )
}

function requireServer({ reach }: { reach: string }): void {
  if (reach === 'server') return
  throw new Refusal('site-not-granted', 'the API key is for one site: this needs one whose reach is the server')
}

const list = {
  id: 'listSites',
  summary: 'List the sites of this server, by id',
  description: 'All of them are on one page; with a key of one site, only that one.',
  query: z.strictObject({}),
  answers: { 200: { description: 'The sites.', schema: pageOf('sites', siteAnswer) } },
} as const

const create = {
  id: 'createSite',
  summary: 'Make a site',
  description:
    'With a VAPID pair of its own. Its pages find Belfry at `/b/<id>/…` two seconds later at the latest. Needs ' +
    'a key whose reach is the server.',
  body: newSiteSchema,
  example: { id: 'shop', url: 'https://shop.example', contact: 'ops@shop.example' },
  answers: { 201: { description: 'It is there.', schema: siteAnswer, headers: { location: 'Where it is shown.' } } },
  refusals: ['site-taken', 'limit-reached'],
} as const

const show = {
  id: 'showSite',
  summary: 'Show a site',
  params,
  answers: { 200: { description: 'The site.', schema: siteAnswer } },
} as const

const change = {
  id: 'changeSite',
  summary: 'Change a site',
  description: 'Omitted fields stay as they are. Declared fields are changed where they are declared.',
  params,
  body: siteChangeSchema,
  answers: { 200: { description: 'The site as it is now.', schema: siteAnswer } },
  refusals: ['declared-elsewhere'],
} as const

const remove = {
  id: 'removeSite',
  summary: 'Remove a site with all its data',
  description:
    'Where it has active subscriptions, their number has to be given. Needs a key whose reach is the server.',
  params,
  query: z.strictObject({
    losing: z.coerce.number().int().min(0).default(0).describe('How many active subscriptions it may have, at most.'),
  }),
  answers: {
    200: {
      description: 'It is gone.',
      schema: z.object({ subscriptions: z.int().describe('Active ones that it had.') }).meta({ id: 'RemovedSite' }),
    },
  },
  refusals: ['site-default', 'site-in-use', 'declared-elsewhere'],
} as const
