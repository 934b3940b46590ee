import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs' // prettier-ignore
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
  assert.equal(Buffer.from(first.secrets.vapid[0].publicKey, 'base64url').length, 65)
  assert.equal(Buffer.from(first.secrets.secret, 'base64url').length, 32)
  assert.match(first.secrets.apiKey, /^belfry_[A-Za-z0-9_-]{43}$/)
  const second = openSecrets(folder)
  assert.equal(second.created, false)
  assert.deepEqual(second.secrets, first.secrets)
  assert.deepEqual(readdirSync(folder), ['secrets.json'], 'no draft is left behind')
})

test('a file that others can read is made private, and that is said', () => {
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
  'is of a later version': '{"version":2,"secret":"tell-nobody-this-text","vapid":[]}',
}
for (const [what, text] of Object.entries(damaged)) {
  test(`a file that ${what} is refused without a word of it, and stays as it is`, () => {
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

test('whatever bytes a file holds, it is used or refused, and in neither case changed', () => {
  const { secret, apiKey, vapid } = openSecrets(folder).secrets
  const good = { version: 1, secret, apiKey, vapid }
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
        // Lacking a part is another matter: that is made, and the rest is kept.
        assert.deepEqual(readFileSync(file()), Buffer.from(content))
      }
    }),
  )
})

test('what is given from outside is used and never written down', () => {
  const keys = generateVapidKeys()
  const given = { secret: 's'.repeat(40), vapidPrivateKey: keys.privateKey, apiKey: 'k'.repeat(40) }
  const { secrets } = openSecrets(folder, given)
  assert.deepEqual(secrets, { secret: given.secret, vapid: [keys], apiKey: given.apiKey })
  assert.deepEqual(readdirSync(folder), [], 'nothing was missing, so nothing was made')

  openSecrets(folder, { vapidPrivateKey: keys.privateKey })
  assert.ok(!readFileSync(file(), 'utf8').includes(keys.privateKey))
  assert.deepEqual(JSON.parse(readFileSync(file(), 'utf8')).vapid, [])
})

test('a key from outside becomes the active one, and the one in the file is kept for its subscriptions', () => {
  const before = openSecrets(folder).secrets
  const keys = generateVapidKeys()
  const after = openSecrets(folder, { vapidPrivateKey: keys.privateKey }).secrets
  assert.deepEqual(after.vapid, [keys, before.vapid[0]])
  const same = openSecrets(folder, { vapidPrivateKey: before.vapid[0].privateKey }).secrets
  assert.deepEqual(same.vapid, [before.vapid[0]])
})

test('a secret that is missing from the file is made later without touching the others', () => {
  const keys = generateVapidKeys()
  openSecrets(folder, { vapidPrivateKey: keys.privateKey })
  const before = JSON.parse(readFileSync(file(), 'utf8'))
  const { secrets, created } = openSecrets(folder)
  assert.equal(created, false)
  assert.equal(secrets.secret, before.secret)
  assert.notEqual(secrets.vapid[0].publicKey, keys.publicKey)
  assert.deepEqual(openSecrets(folder).secrets, secrets)
})

test('processes that start together on an empty folder agree on the secrets', async () => {
  const script = `import { openSecrets } from ${JSON.stringify(new URL('./secrets.ts', import.meta.url).href)}
    console.log(JSON.stringify(openSecrets(process.argv[1]).secrets))`
  const start = () => promisify(execFile)(process.execPath, ['--conditions=@belfry/source', '--input-type=module', '-e', script, folder]) // prettier-ignore
  const outputs = await Promise.all([start(), start(), start(), start()])
  assert.equal(new Set(outputs.map(({ stdout }) => stdout)).size, 1)
})
