import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { Hono } from 'hono'
import { browserFiles } from './browser-files.ts'
import type { HttpEnv } from './environment.ts'
import { browserFileRoutes } from './routes/browser-files.ts'

let folder: string
let app: Hono<HttpEnv>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-browser-files-'))
  app = browserFileRoutes(browserFiles(async (name) => pathToFileURL(join(folder, name)))).app
})
afterEach(() => rmSync(folder, { recursive: true }))

const get = (name: string, headers = {}) => app.request(`/b/default/${name}`, { headers })

describe('the files for browsers', () => {
  test('are scripts that a browser revalidates', async () => {
    writeFileSync(join(folder, 'sw.js'), 'self')
    const first = await get('sw.js')
    assert.equal(first.status, 200)
    assert.equal(first.headers.get('content-type'), 'text/javascript; charset=utf-8')
    assert.equal(first.headers.get('cache-control'), 'no-cache')
    assert.equal(await first.text(), 'self')
    const etag = first.headers.get('etag') ?? ''
    const again = await get('sw.js', { 'if-none-match': `"other", W/${etag}` })
    assert.equal(again.status, 304)
    assert.equal(await again.text(), '')
  })

  test('are served in their newest version', async () => {
    writeFileSync(join(folder, 'client.js'), 'one')
    const first = await get('client.js')
    writeFileSync(join(folder, 'client.js'), 'three')
    const second = await get('client.js', { 'if-none-match': first.headers.get('etag') })
    assert.equal(second.status, 200)
    assert.equal(await second.text(), 'three')
  })

  test('may be kept for ever under the name of their content, and only then', async () => {
    writeFileSync(join(folder, 'client.js'), 'one')
    const hash = (await get('client.js')).headers.get('etag')!.replaceAll('"', '')
    const exact = await get(`client-${hash}.js`)
    assert.match(exact.headers.get('cache-control') ?? '', /immutable/)
    const old = await get('client-0000000000000000.js')
    assert.equal(old.status, 200)
    assert.equal(old.headers.get('cache-control'), 'no-cache')
    assert.equal((await get('client-x.js')).status, 404)
  })

  test('may be loaded by a page, and imported by a worker, of another origin', async () => {
    for (const name of ['client.js', 'sw.js']) {
      writeFileSync(join(folder, name), 'self')
      assert.equal((await get(name)).headers.get('cross-origin-resource-policy'), 'cross-origin', name)
    }
  })

  test('are modules that only some pages load, and the texts of one language', async () => {
    mkdirSync(join(folder, 'words'))
    writeFileSync(join(folder, 'words', 'ar.json'), '{"dir":"rtl"}')
    writeFileSync(join(folder, 'components.js'), 'customElements')
    assert.equal(await (await get('components.js')).text(), 'customElements')
    const words = await get('words/ar.json')
    assert.equal(words.headers.get('content-type'), 'application/json')
    assert.deepEqual(await words.json(), { dir: 'rtl' })
    for (const name of ['words/xx.json', 'words/../client.json', 'words/en.js', 'else.js', 'components.js.map']) {
      assert.equal((await get(name)).status, 404, name)
    }
  })

  test('that are not built are answered with how to build them', async () => {
    const answer = await get('client.js')
    assert.equal(answer.status, 503)
    const body = (await answer.json()) as Record<string, string>
    assert.equal(body['code'], 'browser-files-missing')
    assert.match(body['help'] ?? '', /npm run build/)
  })

  test('are found in the package where they belong', async () => {
    const file = await browserFiles()('sw.js')
    assert.ok(file === undefined || file.body.length > 100, 'built or not, it is no error')
  })
})
