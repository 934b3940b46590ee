import { z } from 'zod'
import type { RefusalKinds } from '../../refusals/refusal-kind.ts'
import { describeApi } from '../describe-api.ts'
import { endpoint } from '../endpoint.ts'
import { renderReference, type ReferencePage } from '../reference/render-reference.ts'
import { style } from '../reference/style.ts'
import { routeFile, type RouteFile } from '../route-file.ts'

/**
 * GET /v1/openapi.json: the description of the files, and of itself; GET /docs and /v1/docs: the same as a page.
 * Neither is a secret, nor needs a key.
 */
export function descriptionRoutes(files: readonly RouteFile[], refusals: RefusalKinds): RouteFile {
  const describe = once(async () => describeApi([...files, own], refusals))
  const text = once(async () => JSON.stringify(await describe()))
  const pageWith = (openApi: string) =>
    once(async () => renderReference(await describe(), refusals, { style, openApi }))

  const show = (operation: Omit<typeof reference, 'id'> & { id: string }, page: () => Promise<ReferencePage>) =>
    endpoint(operation, async ({ context }) => {
      const { html, policy } = await page()
      return context.html(html, 200, { 'content-security-policy': policy, 'cache-control': 'no-cache' })
    })

  const own: RouteFile = routeFile(
    { name: 'Description', description: 'This description.' },
    {
      '/v1/openapi.json': {
        GET: endpoint(description, async ({ context }) => {
          const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*' }
          return context.body(await text(), 200, headers)
        }),
      },
      '/docs': { GET: show(reference, pageWith('v1/openapi.json')) },
      // Proxies pass /v1 on, and /docs may be the site's own.
      '/v1/docs': { GET: show({ ...reference, id: 'readReferenceBesideApi' }, pageWith('openapi.json')) },
    },
  )
  return own
}

// After a failure it is made again at the next request.
function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    }))
}

const description = {
  id: 'readDescription',
  summary: 'The API in OpenAPI 3.1',
  isOpen: true,
  answers: { 200: { description: 'The document.', schema: z.looseObject({ openapi: z.string() }) } },
} as const

const reference = {
  id: 'readReference',
  summary: 'The API as a page to read',
  isOpen: true,
  answers: { 200: { description: 'One page that needs no script and no internet.', type: 'text/html' } },
} as const
