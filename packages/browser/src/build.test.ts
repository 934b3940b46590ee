import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

const build = join(import.meta.dirname, '..', 'build.mjs')
const run = promisify(execFile)

let folder = ''
const read = (name: string): Promise<string> => readFile(join(folder, 'one', name), 'utf8')

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'belfry-browser-'))
  await Promise.all(
    ['one', 'two'].map((name) => run(process.execPath, [build, join(folder, name)])),
  )
})
after(() => rm(folder, { recursive: true, force: true }))

test('page SDK and service worker together are below 8 kB gzipped, one by one', async () => {
  const files = await Promise.all(['client.js', 'sw.js'].map(read))
  const sizes = files.map((file) => gzipSync(file).length)
  const sum = sizes.reduce((one, other) => one + other)
  assert.ok(sum < 8000, `client.js and sw.js have ${sizes.join(' and ')} bytes`)
})

test('the same sources give the same bytes', async () => {
  const names = await readdir(join(folder, 'one'))
  assert.deepEqual(await readdir(join(folder, 'two')), names)
  for (const name of names) {
    assert.equal(await readFile(join(folder, 'two', name), 'utf8'), await read(name), name)
  }
})

test('nothing in them needs more than a strict content security policy allows', async () => {
  for (const name of ['client.js', 'sw.js', 'attach.js']) {
    const forbidden = /\beval\(|new Function|innerHTML|outerHTML|document\.write|\.style\b|cssText/
    assert.doesNotMatch(await read(name), forbidden, name)
  }
})

test('the worker is a classic script that leaves no names behind, and handles no fetch', async () => {
  const worker = await read('sw.js')
  assert.doesNotMatch(worker, /\b(import|export)\b/)
  assert.match(worker, /^"use strict";\(\(\)=>\{/)
  assert.doesNotMatch(worker, /addEventListener\("fetch"/)
  assert.doesNotMatch(worker, /\.on(push|fetch|install|activate|notificationclick)=/)
})

test('there are declarations for both entries', async () => {
  assert.match(await read('client.d.ts'), /export declare function createClient/)
  assert.match(await read('attach.d.ts'), /export declare function attach/)
})
