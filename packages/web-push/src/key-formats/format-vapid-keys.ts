import { createPrivateKey } from 'node:crypto'
import { decodeVapidKeys, type VapidKeySource } from './read-vapid-keys.ts'

/**
 * How other programs keep a pair: `base64url` as two lines, `pem` (PKCS 8) and `sec1` (`EC PRIVATE KEY`) as openssl
 * writes them, `jwk` (RFC 7517), `web-push` as the JSON of `web-push generate-vapid-keys --json`, `py-vapid` as its
 * private_key.pem with the application server key above it.
 */
export const VAPID_KEY_FORMATS = ['base64url', 'pem', 'sec1', 'jwk', 'web-push', 'py-vapid'] as const
export type VapidKeyFormat = (typeof VAPID_KEY_FORMATS)[number]

/**
 * Writes a VAPID pair, the private key included, in one of the {@link VAPID_KEY_FORMATS}.
 * `readVapidKeys()` reads each of them again.
 *
 * @example
 * writeFileSync('private_key.pem', formatVapidKeys(generateVapidKeys(), 'pem'), { mode: 0o600 })
 * @throws VapidKeyError when the keys are malformed, or no pair
 */
export function formatVapidKeys(keys: VapidKeySource, format: VapidKeyFormat): string {
  const { point, scalar } = decodeVapidKeys(keys)
  const [publicKey, privateKey] = [point.toString('base64url'), scalar.toString('base64url')]
  const [x, y] = [point.toString('base64url', 1, 33), point.toString('base64url', 33)]
  const jwk = { kty: 'EC', crv: 'P-256', x, y, d: privateKey }
  const pem = (type: 'pkcs8' | 'sec1') =>
    createPrivateKey({ key: jwk, format: 'jwk' }).export({ format: 'pem', type }).toString()
  switch (format) {
    case 'base64url':
      return `Public key:   ${publicKey}\nPrivate key:  ${privateKey}\n`
    case 'pem':
      return pem('pkcs8')
    case 'sec1':
      return pem('sec1')
    case 'jwk':
      return `${JSON.stringify(jwk)}\n`
    case 'web-push':
      return `${JSON.stringify({ publicKey, privateKey })}\n`
    case 'py-vapid':
      return `Application Server Key = ${publicKey}\n${pem('pkcs8')}`
    default:
      throw new RangeError(`format must be one of ${VAPID_KEY_FORMATS.join(', ')}`)
  }
}
