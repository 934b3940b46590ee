import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { generateVapidKeys } from '../vapid-keys.ts'
import { formatVapidKeys, VAPID_KEY_FORMATS, type VapidKeyFormat } from './format-vapid-keys.ts'
import { readVapidKeys } from './read-vapid-keys.ts'

const pair = generateVapidKeys()
const scalar = Buffer.from(pair.privateKey, 'base64url')

function run(program: string, args: readonly string[], input = ''): string {
  return execFileSync(program, args, { input, stdio: ['pipe', 'pipe', 'ignore'], timeout: 30_000 }).toString()
}

function without(program: string, ...args: string[]): string | false {
  try {
    run(program, args)
    return false
  } catch {
    return `${[program, ...args].join(' ')} does not run here`
  }
}

describe('a VAPID pair is written', () => {
  for (const format of VAPID_KEY_FORMATS) {
    test(`as ${format}, and read again as the same pair, also when its numbers begin with zeros`, () => {
      for (let n = 0; n < 300; n += 1) {
        const keys = generateVapidKeys()
        assert.deepEqual(readVapidKeys(formatVapidKeys(keys, format)), keys)
      }
    })
  }

  test('from any spelling, and in no format that is unknown', () => {
    assert.deepEqual(JSON.parse(formatVapidKeys(pair.privateKey, 'web-push')), pair)
    assert.throws(() => formatVapidKeys(pair, 'der' as VapidKeyFormat), RangeError)
    assert.throws(() => formatVapidKeys(pair.publicKey, 'pem'), { code: 'vapid-key-public' })
  })

  test('for web-push, which takes it as it is', () => {
    const webPush = createRequire(import.meta.url)('web-push') as {
      setVapidDetails(subject: string, publicKey: string, privateKey: string): void
    }
    const { publicKey, privateKey } = JSON.parse(formatVapidKeys(pair, 'web-push')) as typeof pair
    webPush.setVapidDetails('mailto:ops@example.com', publicKey, privateKey)
  })

  const skip = without('openssl', 'version')
  test('for openssl, which finds the same numbers and a whole key', { skip }, () => {
    for (const format of ['pem', 'sec1', 'py-vapid'] as const) {
      const pem = formatVapidKeys(pair, format)
      const text = run('openssl', ['ec', '-text', '-noout', '-check'], pem).replaceAll(/[\s:]/g, '')
      assert.ok(
        text.includes(`priv${scalar.toString('hex')}pub${Buffer.from(pair.publicKey, 'base64url').toString('hex')}`),
      )
      assert.match(run('openssl', ['asn1parse'], pem), /prime256v1/)
    }
  })

  // As py-vapid reads the file: serialization.load_pem_private_key() of all that is in it.
  const PYTHON = `
import sys, base64
from cryptography.hazmat.primitives import serialization as s
key = s.load_pem_private_key(sys.stdin.buffer.read(), password=None)
print(base64.urlsafe_b64encode(key.private_numbers().private_value.to_bytes(32, 'big')).decode().rstrip('='))
print(base64.urlsafe_b64encode(key.public_key().public_bytes(s.Encoding.X962, s.PublicFormat.UncompressedPoint)).decode().rstrip('='))`

  test('for Python, as its private_key.pem', { skip: without('python3', '-c', 'import cryptography') }, () => {
    for (const format of ['pem', 'sec1', 'py-vapid'] as const) {
      const [privateKey, publicKey] = run('python3', ['-c', PYTHON], formatVapidKeys(pair, format)).trim().split('\n')
      assert.deepEqual({ publicKey, privateKey }, pair)
    }
  })
})
