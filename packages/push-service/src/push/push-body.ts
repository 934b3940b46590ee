import { isCurvePoint } from '../decryption/curve.ts'
import { parseHeaderBlock } from '../decryption/header-block.ts'
import { parseBase64url, parseHeaderParameters } from './header-parameters.ts'
import { accept, refuse, type Checked } from '../profiles/refusal.ts'

/** A stored message: encrypted, unreadable to the service. */
export type PushBody =
  | { readonly encoding: 'aes128gcm'; readonly bytes: Buffer }
  | {
      readonly encoding: 'aesgcm'
      readonly bytes: Buffer
      readonly encryption: string
      readonly cryptoKey: string
    }

/** Makes the checks that need no keys (RFC 8291 §4, RFC 8188 §2.1); undefined: no body. */
export function parsePushBody(
  bytes: Buffer,
  header: (name: string) => string | undefined,
  context: { readonly acceptsAesgcm: boolean; readonly vapidKey: string | undefined },
): Checked<PushBody | undefined> {
  if (bytes.length === 0) return accept(undefined)
  const encoding = header('content-encoding')?.toLowerCase()
  const encryption = header('encryption') ?? ''
  const cryptoKey = header('crypto-key') ?? ''
  if (encoding === undefined) return refuse('encoding-missing', 'there is no Content-Encoding')
  if (encoding === 'aesgcm' && context.acceptsAesgcm) return parseAesgcm(bytes, encryption, cryptoKey)
  if (encoding !== 'aes128gcm') return refuse('encoding-unsupported', 'Content-Encoding is not aes128gcm')

  if (parametersOf(encryption).has('salt'))
    return refuse('encryption-header-leftover', 'aes128gcm carries the salt in its body')
  if (parametersOf(cryptoKey).has('dh'))
    return refuse('encryption-header-leftover', 'aes128gcm carries the sender key in its body')
  const fault = faultOfHeaderBlock(bytes, context.vapidKey)
  return fault ?? accept({ encoding, bytes })
}

function faultOfHeaderBlock(bytes: Buffer, vapidKey: string | undefined): Checked<never> | undefined {
  const block = parseHeaderBlock(bytes)
  // Delimiter and authentication tag: no record is shorter.
  if (!block || block.ciphertext.length < 17)
    return refuse('header-block-truncated', 'the body is shorter than header and one record')
  if (block.keyId.length !== 65 || !isCurvePoint(block.keyId))
    return refuse('key-id-invalid', 'the key id is not the sender key, a P-256 point of 65 bytes')
  if (block.recordSize < 18) return refuse('record-size-invalid', 'the record size is below 18')
  // RFC 8291 §4: one record, and the record size is greater than its length.
  if (block.recordSize <= block.ciphertext.length)
    return refuse('several-records', 'the record size must be greater than the only record')
  // RFC 8292 §3.2: the signing key must not be used for encryption.
  if (vapidKey !== undefined && Buffer.from(block.keyId).toString('base64url') === vapidKey)
    return refuse('key-id-is-vapid-key', 'the sender key is the VAPID key')
  return undefined
}

function parseAesgcm(bytes: Buffer, encryption: string, cryptoKey: string): Checked<PushBody | undefined> {
  const salt = parseBase64url(parametersOf(encryption).get('salt') ?? '')
  const dh = parseBase64url(parametersOf(cryptoKey).get('dh') ?? '')
  if (salt?.length !== 16) return refuse('encryption-header-missing', 'Encryption has no salt of 16 bytes')
  if (!dh || !isCurvePoint(dh)) return refuse('encryption-header-missing', 'Crypto-Key has no dh that is a P-256 point')
  return accept({ encoding: 'aesgcm', bytes, encryption, cryptoKey })
}

/** Crypto-Key may hold several keys, separated by commas; each of their parameters counts. */
function parametersOf(header: string): Map<string, string> {
  return parseHeaderParameters(header.replaceAll(',', ';'), ';')
}
