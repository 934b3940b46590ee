import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { SimulatedBrowser } from '../testing/simulated-browser.ts'
import type * as sdk from './client.ts'
import type { Environment } from './platform.ts'

const build = join(import.meta.dirname, '..', 'build.mjs')
const run = promisify(execFile)

let folder = ''
const read = (name: string): Promise<string> => readFile(join(folder, 'one', name), 'utf8')

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'belfry-browser-'))
  await Promise.all(['one', 'two'].map((name) => run(process.execPath, [build, join(folder, name)])))
})
after(() => rm(folder, { recursive: true, force: true }))

test('page SDK and service worker are together below 10 kB gzipped', async () => {
  const files = await Promise.all(['client.js', 'sw.js'].map(read))
  const sizes = files.map((file) => gzipSync(file).length)
  const sum = sizes.reduce((one, other) => one + other)
  assert.ok(sum < 10_000, `client.js and sw.js have ${sizes.join(' and ')} bytes`)
})

test('the same sources give the same bytes', async () => {
  const names = await filesIn('one')
  assert.deepEqual(await filesIn('two'), names)
  for (const name of names) {
    assert.equal(await readFile(join(folder, 'two', name), 'utf8'), await read(name), name)
  }
})

async function filesIn(name: string): Promise<string[]> {
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map((file) => relative(join(folder, name), join(file.parentPath, file.name))).toSorted()
}

test('all components with Lit add less than 20 kB gzipped, and each language less than 4 kB', async () => {
  for (const name of await filesIn('one')) {
    const limit =
      { 'components.js': 20_000, 'details.js': 1500, 'funnel.js': 500, 'help.js': 2500, 'inbox.js': 3000 }[name] ?? 4000
    const counts = /^words\/|^(components|details|funnel|help|inbox)\.js$/.test(name)
    if (!counts) continue
    const { length } = gzipSync(await read(name))
    assert.ok(length < limit, `${name} has ${length} bytes`)
  }
})

test('nothing in them needs more than a strict content security policy allows', async () => {
  for (const name of [
    'client.js',
    'sw.js',
    'guest-worker.js',
    'details.js',
    'funnel.js',
    'help.js',
    'inbox.js',
    'preferences.js',
    'react.js',
  ]) {
    const forbidden = /\beval\(|new Function|innerHTML|outerHTML|document\.write|\.style\b|cssText/
    assert.doesNotMatch(await read(name), forbidden, name)
  }
  // Lit itself sets a template's HTML by a policy of Trusted Types.
  assert.doesNotMatch(await read('components.js'), /\beval\(|new Function|document\.write|setAttribute\("style"/)
})

test('the worker is a classic script that leaves no names behind, and handles no fetch', async () => {
  const worker = await read('sw.js')
  assert.doesNotMatch(worker, /\b(import|export)\b/)
  assert.match(worker, /^"use strict";\(\(\)=>\{/)
  assert.doesNotMatch(worker, /addEventListener\("fetch"/)
  assert.doesNotMatch(worker, /\.on(push|fetch|install|activate|notificationclick)=/)
})

test('served by Belfry, the SDK finds its site by its own address, under any prefix and file name', async () => {
  const seen: string[] = []
  const browser = new SimulatedBrowser('https://example.com')
  // A worker of the site's own, since these files are on another origin than the page.
  const registration = async (): Promise<ServiceWorkerRegistration> => browser.registration('https://example.com/')
  const environment = {
    ...browser.page(),
    fetch: async (url: string) => {
      seen.push(url)
      return Response.json({ vapidKey: null })
    },
  }
  for (const path of ['b/shop/client.js', 'under/b/news/client-0123abcd.js', 'assets/client.js']) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, await read('client.js'))
    const module = (await import(pathToFileURL(file).href)) as typeof sdk
    await module.createClient({ registration }, environment as unknown as Environment).state()
  }
  const here = pathToFileURL(folder).href
  assert.deepEqual(seen, [
    `${here}/b/shop/config`,
    `${here}/under/b/news/config`,
    'https://example.com/b/default/config',
  ])
})

test('there are declarations for both entries', async () => {
  assert.match(await read('client.d.ts'), /export declare function createClient/)
  assert.match(await read('guest-worker.d.ts'), /export declare function attach/)
})
