import type { Context } from 'hono'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import type { HttpEnv } from '../environment.ts'
import { LANGUAGES, PAGE_MODULES, type BrowserFileName, type BrowserFiles } from '../browser-files.ts'
import { problemAnswer } from '../problem-answer.ts'
import { routeFile, type RouteFile } from '../route-file.ts'

const ALWAYS_ASK = 'no-cache'
const FOR_EVER = 'public, max-age=31536000, immutable'

/** GET /b/:site/client.js, client-<hash>.js, sw.js, the modules beside them and words/<language>.json */
export function browserFileRoutes(files: BrowserFiles): RouteFile {
  return routeFile(
    { name: 'Browser files', description: 'The scripts that a page loads, and the texts of the components.' },
    {
      '/b/:site/sw.js': { GET: endpoint(worker, ({ context }) => send(context, files, 'sw.js')) },
      '/b/:site/client.js': { GET: endpoint(client, ({ context }) => send(context, files, 'client.js')) },
      // An old hash gets the current file: a page cached before an update must not lose its bell.
      '/b/:site/:file{client-[0-9a-f]{16}\\.js}': {
        GET: endpoint(keptClient, ({ context, params }) => send(context, files, 'client.js', params.file.slice(7, 23))),
      },
      [`/b/:site/:module{(${PAGE_MODULES.join('|').replaceAll('.', '\\.')})}`]: {
        GET: endpoint(pageModule, ({ context, params }) => send(context, files, params.module as BrowserFileName)),
      },
      [`/b/:site/words/:words{(${LANGUAGES.join('|')})\\.json}`]: {
        GET: endpoint(words, ({ context, params }) => send(context, files, `words/${params.words}` as BrowserFileName)),
      },
    },
  )
}

async function send(c: Context<HttpEnv>, files: BrowserFiles, name: BrowserFileName, hash?: string): Promise<Response> {
  const file = await files(name)
  if (file === undefined) return problemAnswer('browser-files-missing')
  const headers = {
    'content-type': name.endsWith('.js') ? 'text/javascript; charset=utf-8' : 'application/json',
    'cache-control': hash === file.hash ? FOR_EVER : ALWAYS_ASK,
    etag: file.etag,
    // Belfry may have its own host: then the site's pages load the client from it, and the site's worker imports sw.js.
    // Both are public, and the same for everybody.
    'cross-origin-resource-policy': 'cross-origin',
  }
  const known = c.req
    .header('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
  if (known?.includes(file.etag)) return c.body(null, 304, headers)
  return c.body(new Uint8Array(file.body), 200, headers)
}

const site = z.string().describe('The id of the site.')
const params = z.object({ site })

const script = {
  answers: {
    200: { description: 'The script.', type: 'text/javascript' },
    304: { description: 'The script that If-None-Match names is the newest.' },
  },
  refusals: ['browser-files-missing'],
} as const

const worker = { ...script, id: 'readServiceWorker', summary: 'The service worker', params } as const
const client = { ...script, id: 'readClient', summary: 'The script for pages', params } as const
const keptClient = {
  ...script,
  id: 'readKeptClient',
  summary: 'The script for pages, under the name of its content: it may be kept for ever',
  params: z.object({ site, file: z.string().regex(/^client-[0-9a-f]{16}\.js$/) }),
} as const
const pageModule = {
  ...script,
  id: 'readPageModule',
  summary: 'A script for pages that not every page needs: components, details, funnel, help, inbox, preferences',
  params: z.object({ site, module: z.enum(PAGE_MODULES) }),
} as const
const words = {
  id: 'readWords',
  summary: 'The texts of the components in one language',
  params: z.object({ site, words: z.enum(LANGUAGES.map((language) => `${language}.json` as const)) }),
  answers: {
    200: { description: 'The texts by name, and `dir`, the direction.', schema: z.record(z.string(), z.string()) },
    304: { description: 'The texts that If-None-Match names are the newest.' },
  },
  refusals: ['browser-files-missing'],
} as const
