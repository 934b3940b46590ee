import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { promisify } from 'node:util'
import { generateVapidKeys } from '@belfry/web-push'
import fc from 'fast-check'
import { openSecrets } from './secrets.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const file = () => join(folder, 'secrets.json')

test('the first start makes every secret, for its owner only, and the next one reuses them', () => {
  const first = openSecrets(folder)
  assert.equal(first.created, true)
  assert.equal(statSync(file()).mode & 0o777, 0o600)
  assert.deepEqual(first.kept, [], 'VAPID keys are in the database')
  assert.equal(Buffer.from(first.secrets.secret, 'base64url').length, 32)
  assert.match(first.secrets.apiKey, /^belfry_[A-Za-z0-9_-]{43}$/)
  const second = openSecrets(folder)
  assert.equal(second.created, false)
  assert.deepEqual(second.secrets, first.secrets)
  assert.deepEqual(readdirSync(folder), ['secrets.json'], 'no draft is left behind')
})

test('a file that others can read is made private, and that is reported', () => {
  const { secrets } = openSecrets(folder)
  chmodSync(file(), 0o644)
  const again = openSecrets(folder)
  assert.deepEqual(again.secrets, secrets)
  assert.equal(statSync(file()).mode & 0o777, 0o600)
  assert.match(again.notes.join(), /could be read by others/)
})

const damaged = {
  'is empty': '',
  'is cut off': '{"version":1,"secret":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  'is something else': '{"hello":"tell-nobody-this-text"}',
  'has a short secret': '{"version":1,"secret":"tell-nobody-this-text","vapid":[]}',
  'is of a later version': '{"version":3,"secret":"tell-nobody-this-text","vapid":[]}',
}
for (const [what, text] of Object.entries(damaged)) {
  test(`a file that ${what} is refused without being quoted, and stays as it is`, () => {
    writeFileSync(file(), text, { mode: 0o600 })
    assert.throws(
      () => openSecrets(folder),
      (error: Error) => {
        assert.equal(error.name, 'ConfigError')
        assert.match(error.message, /^data: .*secrets\.json is damaged.*backup/)
        assert.doesNotMatch(error.message, /tell-nobody|aaaa/)
        return true
      },
    )
    assert.equal(readFileSync(file(), 'utf8'), text)
  })
}

test('a file of any bytes is used or refused, and never changed', () => {
  const { secret, apiKey } = openSecrets(folder).secrets
  const good = { version: 1, secret, apiKey, vapid: [generateVapidKeys()] }
  const spoilt = fc
    .tuple(fc.constantFrom('version', 'secret', 'apiKey', 'vapid', 'more'), fc.jsonValue())
    .map(([name, value]) => Buffer.from(JSON.stringify({ ...good, [name]: value })))
  const cut = fc.nat(300).map((end) => Buffer.from(JSON.stringify(good)).subarray(0, end))
  const bytes = fc.oneof(
    spoilt,
    cut,
    fc.uint8Array(),
    fc.json().map((text) => Buffer.from(text)),
  )
  fc.assert(
    fc.property(bytes, (content) => {
      writeFileSync(file(), content, { mode: 0o600 })
      try {
        assert.equal(openSecrets(folder).secrets.secret, secret)
      } catch (error) {
        assert.equal((error as Error).name, 'ConfigError')
        // A missing part is different: it is made, and the rest is kept.
        assert.deepEqual(readFileSync(file()), Buffer.from(content))
      }
    }),
  )
})

test('given secrets are used and never written to the file', () => {
  const given = { secret: 's'.repeat(40), apiKey: 'k'.repeat(40) }
  const { secrets } = openSecrets(folder, given)
  assert.deepEqual(secrets, given)
  assert.deepEqual(readdirSync(folder), [], 'nothing was missing, so nothing was made')

  openSecrets(folder, { secret: given.secret })
  const { secret, apiKey } = JSON.parse(readFileSync(file(), 'utf8'))
  assert.equal(secret, undefined)
  assert.match(apiKey, /^belfry_/)
})

test('a secret that is missing from the file is made later without touching the others', () => {
  openSecrets(folder, { apiKey: 'k'.repeat(40) })
  const before = JSON.parse(readFileSync(file(), 'utf8'))
  const { secrets, created } = openSecrets(folder)
  assert.equal(created, false)
  assert.equal(secrets.secret, before.secret)
  assert.match(secrets.apiKey, /^belfry_/)
  assert.deepEqual(openSecrets(folder).secrets, secrets)
})

test('VAPID pairs that an earlier version kept there are passed on, and removed when they are safe elsewhere', () => {
  const [pair, older] = [generateVapidKeys(), generateVapidKeys()]
  const old = { advice: 'x', version: 1, secret: 's'.repeat(43), vapid: [pair, older], apiKey: 'k'.repeat(43) }
  const text = JSON.stringify(old)
  writeFileSync(file(), text, { mode: 0o600 })
  const opened = openSecrets(folder)
  assert.deepEqual(opened.kept, [pair, older])
  assert.equal(readFileSync(file(), 'utf8'), text, 'nothing is changed until then')
  opened.dropKept()
  const after = readFileSync(file(), 'utf8')
  assert.ok(!after.includes(pair.privateKey))
  const again = openSecrets(folder)
  assert.deepEqual([again.kept, again.secrets], [[], opened.secrets])
  again.dropKept()
  assert.equal(readFileSync(file(), 'utf8'), after)
  assert.deepEqual(readdirSync(folder), ['secrets.json'])
})

test('processes that start together on an empty folder agree on the secrets', async () => {
  const script = `import { openSecrets } from ${JSON.stringify(new URL('./secrets.ts', import.meta.url).href)}
    console.log(JSON.stringify(openSecrets(process.argv[1]).secrets))`
  const start = () =>
    promisify(execFile)(process.execPath, ['--conditions=@belfry/source', '--input-type=module', '-e', script, folder])
  const outputs = await Promise.all([start(), start(), start(), start()])
  assert.equal(new Set(outputs.map(({ stdout }) => stdout)).size, 1)
})
