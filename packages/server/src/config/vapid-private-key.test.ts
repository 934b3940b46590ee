import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { generateVapidKeys, type VapidKeySource } from '@belfry/web-push'
import { ConfigError, type ConfigProblem } from './config-error.ts'
import { readEnvironment } from './environment.ts'
import { parseOptions } from './options.ts'
import { openSecrets } from './secrets.ts'

const data = mkdtempSync(join(tmpdir(), 'belfry-keys-'))
after(() => rmSync(data, { recursive: true }))

const pair = generateVapidKeys()
const bytes = Buffer.from(pair.publicKey, 'base64url')
const [x, y] = [bytes.toString('base64url', 1, 33), bytes.toString('base64url', 33)]
const jwk = { kty: 'EC', crv: 'P-256', d: pair.privateKey, x, y }
const keyObject = createPrivateKey({ key: jwk, format: 'jwk' })
const pem = keyObject.export({ format: 'pem', type: 'pkcs8' }).toString()
const locked = keyObject
  .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' })
  .toString()

function problems(read: () => unknown): readonly ConfigProblem[] {
  try {
    read()
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error))
    assert.ok(!String(error).includes(pair.privateKey) && !String(error).includes(pem.slice(30, 60)))
    return error.problems
  }
  return []
}

describe('a VAPID private key is read in any spelling', () => {
  test('as an option: text, bytes, objects', () => {
    const spellings: VapidKeySource[] = [
      pair.privateKey,
      pem,
      Buffer.from(pem),
      jwk,
      keyObject,
      pair,
      JSON.stringify(pair),
    ]
    for (const vapidPrivateKey of spellings) {
      assert.deepEqual(parseOptions({ data, secrets: { vapidPrivateKey } }).secrets, { vapidKeys: pair })
    }
  })

  test('from the environment, as shells and .env files leave it there', () => {
    for (const text of [pem, pem.replaceAll('\n', '\\n'), `"${pem}"`, `'${pair.privateKey}'`, JSON.stringify(jwk)]) {
      const { options } = readEnvironment({ BELFRY_VAPID_PRIVATE_KEY: text, BELFRY_DATA: data })
      assert.deepEqual(parseOptions(options).secrets.vapidKeys, pair)
    }
  })

  test('from secrets.json', () => {
    const file = { version: 1, secret: 's'.repeat(40), apiKey: 'a'.repeat(40), vapid: [pem, pair, jwk] }
    writeFileSync(join(data, 'secrets.json'), JSON.stringify(file), { mode: 0o600 })
    assert.deepEqual(openSecrets(data).kept, [pair, pair, pair])
  })
})

describe('a VAPID private key that cannot be taken is refused before anything starts', () => {
  test('in the environment by the name of the variable, beside other problems', () => {
    const env = { BELFRY_VAPID_PRIVATE_KEY: locked, BELFRY_DATA: data, PORT: 'x' }
    const found = problems(() => readEnvironment(env))
    assert.deepEqual(
      found.map(({ setting, code }) => [setting, code]),
      [
        ['PORT', undefined],
        ['BELFRY_VAPID_PRIVATE_KEY', 'vapid-key-encrypted'],
      ],
    )
    assert.match(found[1]?.message ?? '', /: openssl pkey -in private_key\.pem -out decrypted\.pem$/)
  })

  test('as an option by a stable code', () => {
    const codeOf = (vapidPrivateKey: unknown) => problems(() => parseOptions({ data, secrets: { vapidPrivateKey } }))[0]
    assert.equal(codeOf('A'.repeat(43))?.code, 'vapid-key-out-of-range')
    assert.equal(codeOf({ ...pair, publicKey: generateVapidKeys().publicKey })?.code, 'vapid-keys-mismatch')
    assert.equal(codeOf(createPublicKey(keyObject))?.code, 'vapid-key-public')
    assert.equal(codeOf('')?.code, 'vapid-keys-invalid')
    assert.equal(codeOf(null)?.code, 'vapid-keys-invalid')
    assert.equal(codeOf(() => pair)?.setting, 'secrets.vapidPrivateKey')
  })

  test('in secrets.json by its place, and nothing of it is quoted', () => {
    const file = { version: 1, vapid: [pair, { ...pair, publicKey: generateVapidKeys().publicKey }] }
    writeFileSync(join(data, 'secrets.json'), JSON.stringify(file), { mode: 0o600 })
    const [found] = problems(() => openSecrets(data))
    assert.match(found?.message ?? '', /\(vapid\.1: the VAPID public key does not belong to the private key\)/)
  })
})
