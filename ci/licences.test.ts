import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { listInstallScripts, listLicences, PERMISSIVE, readLock } from './licences.ts'

const run = promisify(execFile)

// The pinned Node, the bundler's binary, and an optional part of the D-Bus client of the tests. None reaches a user.
const INSTALL_SCRIPTS = ['node', 'esbuild', 'usocket']

test('every package that a user gets has a licence that asks for its text and no more', () => {
  const all = listLicences(readLock())
  for (const name of ['kysely', 'pg', 'zod'])
    assert.ok(
      all.some((one) => one.name === name),
      name,
    )
  assert.deepEqual(
    all.filter(({ licence }) => !PERMISSIVE.has(licence)),
    [],
  )
})

test('a package without a licence, or with another one, is found; those for development are left out', () => {
  const found = listLicences({
    '': { license: 'MIT' },
    'node_modules/a': { version: '1.0.0', license: 'GPL-3.0' },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/b/node_modules/@c/d': { version: '2.0.0', license: 'ISC' },
    'node_modules/tool': { version: '1.0.0', license: 'GPL-3.0', dev: true },
    'node_modules/ours': { link: true },
  })
  assert.deepEqual(
    found.map(({ name, licence }) => [name, licence]),
    [
      ['@c/d', 'ISC'],
      ['a', 'GPL-3.0'],
      ['b', 'none'],
    ],
  )
})

test('nothing runs when Belfry is installed: only tools of this repository have such programs', () => {
  const allowed = new Set(INSTALL_SCRIPTS)
  assert.deepEqual(
    listInstallScripts(readLock()).filter((name) => !allowed.has(name)),
    [],
  )
  const packages = readLock()
  const forUsers = Object.fromEntries(Object.entries(packages).filter(([, entry]) => !entry.dev && !entry.devOptional))
  assert.deepEqual(listInstallScripts(forUsers), [])
})

test('npm makes a bill of materials in the form of CycloneDX', { timeout: 60_000 }, async () => {
  const root = new URL('../', import.meta.url)
  const { stdout } = await run('npm', ['run', '-s', 'sbom'], { cwd: root, maxBuffer: 64 * 2 ** 20 })
  const bill = JSON.parse(stdout) as { bomFormat: string; components: { name: string; version: string }[] }
  assert.equal(bill.bomFormat, 'CycloneDX')
  const names = new Set(bill.components.map(({ name }) => name))
  for (const name of ['hono', 'kysely', 'pg', 'pg-boss', 'zod']) assert.ok(names.has(name), name)
})
