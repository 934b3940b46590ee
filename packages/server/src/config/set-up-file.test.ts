import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { readSetUpFile, SetUpFileError, withSetUpFile } from './set-up-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const read = (flags = {}, env = {}) => readSetUpFile(env, flags, folder)

/** The code, of an error that says all in one line. */
async function refused(code: string, told: RegExp, flags = {}): Promise<void> {
  await assert.rejects(read(flags), (error) => {
    assert.ok(error instanceof SetUpFileError)
    assert.equal(error.code, code)
    assert.match(error.message, told)
    assert.doesNotMatch(error.message, /\n/)
    return true
  })
}

test('each of the three forms is found by its name, or where a flag or a variable names it', async () => {
  assert.equal(await read(), undefined)
  const declared = { url: 'https://example.com/', topics: { blog: { name: 'Blog' } } }
  const text = JSON.stringify(declared)
  for (const [name, content] of [
    ['belfry.config.json', text],
    ['belfry.config.mjs', `export default ${text}`],
    [
      'belfry.config.ts',
      `import type { SetUpOptions } from 'belfry'\nexport default ${text} satisfies SetUpOptions as SetUpOptions`,
    ],
  ] as const) {
    write(name, content)
    const found = await read()
    assert.deepEqual([found?.name, found?.path], [name, join(folder, name)])
    assert.equal(found?.declared.topics?.['blog']?.name, 'Blog')
    rmSync(join(folder, name))
  }
  write('other.json', text)
  assert.equal((await read({ config: 'other.json' }))?.name, 'other.json')
  assert.equal((await read({}, { BELFRY_CONFIG: join(folder, 'other.json') }))?.name, 'other.json')
})

test('a file that cannot be used is one line with a code', async () => {
  await refused('config-file-missing', /there is no file .*nothing\.ts/, { config: 'nothing.ts' })
  write('belfry.config.json', '{ "url": ')
  await refused('config-file-unreadable', /^belfry\.config\.json: .*JSON/)
  write('belfry.config.mjs', 'export default {}')
  await refused('config-file-ambiguous', /belfry\.config\.mjs and belfry\.config\.json in .*--config/)
  for (const [name, text, told] of [
    ['throws.mjs', "throw new Error('one\\ntwo')", /^throws\.mjs: one two$/],
    ['nothing.mjs', 'export const topics = {}', /has no default export/],
    ['syntax.ts', 'export default {', /^syntax\.ts: /],
    ['enum.ts', 'enum Color { Red }\nexport default { Color }', /^enum\.ts: /],
    ['yaml.yml', 'url: x', /must end with \.ts, \.mjs or \.json/],
  ] as const) {
    write(name, text)
    await refused('config-file-unreadable', told, { config: name })
  }
  const wrong = { port: 1, secrets: {}, topcis: {}, url: 'ftp://x', topics: { A: { name: 'A' }, b: {} } }
  write('wrong.json', JSON.stringify(wrong))
  for (const told of [
    /^wrong\.json: /,
    /port: is a setting of each process: PORT/,
    /secrets: is a setting of each process: BELFRY_SECRET/,
    /topcis: is not an option/,
    /url: must be an absolute URL/,
    /topics\.b\.name: /,
  ]) {
    await refused('config-file-invalid', told, { config: 'wrong.json' })
  }
  for (const text of ['null', '7', '[]', '"x"']) {
    write('kind.json', text)
    await refused('config-file-invalid', /^kind\.json: options: /, { config: 'kind.json' })
  }
})

test('any text is read, or refused with a code in one line', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), async (text) => {
      write('any.json', text)
      try {
        await read({ config: 'any.json' })
      } catch (error) {
        assert.ok(error instanceof SetUpFileError)
        assert.doesNotMatch(error.message, /\n/)
      }
    }),
    { numRuns: 200 },
  )
})

test('for each field by itself, what a flag or a variable declares stands above the file', () => {
  const declared = { url: 'https://file.example', contact: 'ops@file.example', sites: { shop: {} } }
  const found = { path: '/x/belfry.config.ts', name: 'belfry.config.ts', declared }
  const { options, file, overridden } = withSetUpFile({ data: 'd', url: 'https://flag.example' }, found)
  assert.equal(options.url, 'https://flag.example')
  assert.equal(options.contact, 'ops@file.example')
  assert.deepEqual(overridden, ['url'])
  assert.deepEqual(
    ['url', 'contact', 'sites.shop', 'topics'].map((option) => file?.declares(option)),
    [false, true, true, false],
  )
  assert.deepEqual(withSetUpFile({ data: 'd' }, undefined).overridden, [])
})
