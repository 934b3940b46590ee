import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { Hono } from 'hono'
import { browserFiles } from './browser-files.ts'
import type { HttpEnv } from './environment.ts'
import { routeBrowserFiles } from './routes/browser-files.ts'

let folder: string
let app: Hono<HttpEnv>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-browser-files-'))
  app = new Hono<HttpEnv>()
  routeBrowserFiles(app, browserFiles((name) => join(folder, name))) // prettier-ignore
})
afterEach(() => rmSync(folder, { recursive: true }))

const get = (name: string, headers = {}) => app.request(`/b/default/${name}`, { headers })

describe('the files for browsers', () => {
  test('are scripts that a browser asks about again', async () => {
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

  test('that are not built say how to build them', async () => {
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
