import type { Context, Hono } from 'hono'
import type { HttpEnv } from '../environment.ts'
import type { BrowserFileName, BrowserFiles } from '../browser-files.ts'
import { problemAnswer } from '../problem-answer.ts'
import { resource } from '../resource.ts'

const ALWAYS_ASK = 'no-cache'
const FOR_EVER = 'public, max-age=31536000, immutable'

/** GET /b/:site/client.js, /b/:site/client-<hash>.js and /b/:site/sw.js */
export function routeBrowserFiles(app: Hono<HttpEnv>, files: BrowserFiles): void {
  resource(app, '/b/:site/sw.js', { GET: (c) => send(c, files, 'sw.js') })
  resource(app, '/b/:site/client.js', { GET: (c) => send(c, files, 'client.js') })
  // An old hash gets the current file: a page that was cached before an update must not lose its bell.
  resource(app, '/b/:site/:file{client-[0-9a-f]{16}\\.js}', {
    GET: (c) => send(c, files, 'client.js', c.req.param('file')?.slice(7, 23)),
  })
}

async function send(
  c: Context<HttpEnv>,
  files: BrowserFiles,
  name: BrowserFileName,
  hash?: string,
): Promise<Response> {
  const file = await files(name)
  if (file === undefined) return problemAnswer('browser-files-missing')
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': hash === file.hash ? FOR_EVER : ALWAYS_ASK,
    etag: file.etag,
    // A page at another listed origin may load the client as a script; a worker is same-origin by its nature.
    'cross-origin-resource-policy': name === 'client.js' ? 'cross-origin' : 'same-origin',
  }
  const known = c.req.header('if-none-match')?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) // prettier-ignore
  if (known?.includes(file.etag)) return c.body(null, 304, headers)
  return c.body(new Uint8Array(file.body), 200, headers)
}
