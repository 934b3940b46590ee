import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { environmentFileText } from '../config/environment-file.ts'
import { run } from './run.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-init-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function init(args: string[], env: NodeJS.ProcessEnv = {}) {
  const written = { out: '', err: '' }
  const code = await run(['init', ...args], {
    env,
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
  })
  return { code, ...written }
}

const GIVEN = ['--url', 'https://example.com', '--contact', 'ops@example.com']

test('writes what a server needs into a file that only its owner can read, and says what is next', async () => {
  const file = join(folder, 'belfry.env')
  const { code, out } = await init([...GIVEN, '--data', join(folder, 'my data'), '--out', file])
  assert.equal(code, 0)
  assert.match(out, /Next:[^]*belfry serve/)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.deepEqual(parseEnv(readFileSync(file, 'utf8')), {
    BELFRY_URL: 'https://example.com',
    BELFRY_CONTACT: 'ops@example.com',
    BELFRY_DATA: join(folder, 'my data'),
  })
})

test('replaces no file unless told, and prints no password', async () => {
  const file = join(folder, 'belfry.env')
  writeFileSync(file, 'A=1\n')
  const refused = await init([...GIVEN, '--out', file])
  assert.deepEqual([refused.code, readFileSync(file, 'utf8')], [1, 'A=1\n'])
  assert.match(refused.err, /^belfry: --out: .* is there already: --force replaces it\n$/)
  const env = { DATABASE_URL: 'postgres://belfry:hidden@127.0.0.1/belfry' }
  const { code, out } = await init([...GIVEN, '--out', file, '--force', '--json'], env)
  assert.equal(code, 0)
  assert.doesNotMatch(out, /hidden/)
  assert.deepEqual((JSON.parse(out) as { url: string }).url, 'https://example.com')
  assert.match(readFileSync(file, 'utf8'), /DATABASE_URL=postgres:\/\/belfry:hidden@/)
})

test('names what is missing or wrong by its flag, and writes nothing', async () => {
  const file = join(folder, 'belfry.env')
  const missing = await init(['--out', file])
  assert.deepEqual([missing.code, missing.err.match(/--url|--contact/g)], [1, ['--url', '--contact']])
  const wrong = await init(['--url', 'nonsense', '--contact', 'ops@example.com', '--out', file])
  assert.match(wrong.err, /^belfry: --url: /)
  assert.throws(() => statSync(file))
})

test('any value is read back as it was', () => {
  const value = fc.string().filter((text) => !/['\n\r]/.test(text))
  fc.assert(fc.property(value, (text) => assert.equal(parseEnv(environmentFileText({ A: text }))['A'], text)))
})
