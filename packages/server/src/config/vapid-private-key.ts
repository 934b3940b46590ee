import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto'
import type { VapidKeys } from '@belfry/web-push'
import { ConfigError } from './config-error.ts'

/**
 * Reads a VAPID private key as people keep it: the 32-byte scalar in base64url, a PEM (SEC 1 or PKCS 8), or the body
 * of a PEM with its newlines removed or written as \n, as secret stores like it (S11). Throws a ConfigError that
 * never quotes the key.
 *
 * @example
 * parseVapidPrivateKey('MHcCAQEEI…') // { publicKey: 'BF…', privateKey: '4L…' }
 */
export function parseVapidPrivateKey(text: string): VapidKeys {
  const compact = text.replaceAll('\\n', '\n').trim()
  const scalar = /^[A-Za-z0-9_-]{43}=?$/.test(compact)
    ? Buffer.from(compact, 'base64url')
    : scalarOf(importKey(compact))
  const ecdh = createECDH('prime256v1')
  try {
    ecdh.setPrivateKey(scalar)
  } catch {
    // OpenSSL's own error stays here: nothing about a private key leaves this function.
    throw unusable('is not a private key of the curve P-256')
  }
  return { publicKey: ecdh.getPublicKey('base64url'), privateKey: scalar.toString('base64url') }
}

function importKey(text: string): KeyObject {
  const body = text.replaceAll(/-----[A-Z ]+-----/g, '').replaceAll(/\s/g, '')
  if (text.includes('PUBLIC KEY')) throw unusable('is a public key; the private key is needed')
  const der = Buffer.from(body, 'base64')
  for (const type of ['sec1', 'pkcs8'] as const) {
    try {
      return createPrivateKey({ key: der, format: 'der', type })
    } catch {
      // Tried as the other form next; when both fail, what is wrong is said below without the key.
    }
  }
  throw unusable(
    'must be a P-256 private key: PEM, the body of a PEM in one line, or 32 bytes in base64url',
  )
}

function scalarOf(key: KeyObject): Buffer {
  const { kty, crv, d } = key.export({ format: 'jwk' })
  if (kty !== 'EC' || crv !== 'P-256' || d === undefined) {
    throw unusable(
      'is a key of another kind; VAPID needs one of the curve P-256 (RFC 8292 section 2)',
    )
  }
  return Buffer.from(d, 'base64url')
}

function unusable(message: string): ConfigError {
  return new ConfigError([{ setting: 'secrets.vapidPrivateKey', message }])
}
