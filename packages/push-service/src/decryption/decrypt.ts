import { createDecipheriv, createECDH, createHmac, type ECDH } from 'node:crypto'
import { isCurvePoint } from './curve.ts'
import { parseHeaderBlock } from './header-block.ts'

/** The receiver's secrets of a subscription, which a browser never reveals. */
export interface ReceiverKeys {
  /** uncompressed point, 65 bytes */
  readonly publicKey: Uint8Array
  /** scalar, 32 bytes */
  readonly privateKey: Uint8Array
  /** authentication secret, 16 bytes */
  readonly auth: Uint8Array
}

export type DecryptionFault =
  | 'truncated-header'
  | 'invalid-sender-key'
  | 'invalid-record-size'
  | 'truncated-record'
  | 'bad-encryption'
  | 'bad-padding'
  | 'missing-header'

export type Decryption =
  { readonly ok: true; readonly plaintext: Buffer } | { readonly ok: false; readonly fault: DecryptionFault }

/**
 * Decrypts an aes128gcm push message as a browser does (RFC 8291 §3.4, RFC 8188 §2); written independently of the
 * sender's encryption so that one mistake cannot hide in both. It reads several records, as browsers do; the HTTP side
 * enforces that a push message has only one.
 *
 * @example
 * const result = decryptAes128gcm(body, { publicKey, privateKey, auth })
 * if (result.ok) console.log(result.plaintext.toString())
 */
export function decryptAes128gcm(body: Uint8Array, keys: ReceiverKeys): Decryption {
  const header = parseHeaderBlock(body)
  if (!header) return { ok: false, fault: 'truncated-header' }
  if (!isCurvePoint(header.keyId)) return { ok: false, fault: 'invalid-sender-key' }
  if (header.recordSize < 18) return { ok: false, fault: 'invalid-record-size' }
  const shared = agree(keys.privateKey, header.keyId)

  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), keys.publicKey, header.keyId])
  const inputKey = expand(extract(keys.auth, shared), keyInfo, 32)
  const prk = extract(header.salt, inputKey)
  const key = expand(prk, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = expand(prk, Buffer.from('Content-Encoding: nonce\0'), 12)
  return openRecords(header.ciphertext, header.recordSize, key, nonce)
}

/** Decrypts the older aesgcm encoding (draft-ietf-webpush-encryption-04), one record. */
export function decryptAesgcm(
  body: Uint8Array,
  sender: { readonly salt: Uint8Array; readonly publicKey: Uint8Array },
  keys: ReceiverKeys,
): Decryption {
  if (sender.salt.length !== 16) return { ok: false, fault: 'missing-header' }
  if (!isCurvePoint(sender.publicKey)) return { ok: false, fault: 'invalid-sender-key' }
  const shared = agree(keys.privateKey, sender.publicKey)
  const authInfo = Buffer.from('Content-Encoding: auth\0')
  const prk = extract(sender.salt, expand(extract(keys.auth, shared), authInfo, 32))
  const context = Buffer.concat([Buffer.from('P-256\0\0A'), keys.publicKey, Buffer.from('\0A'), sender.publicKey])
  const key = expand(prk, Buffer.concat([Buffer.from('Content-Encoding: aesgcm\0'), context]), 16)
  const nonceInfo = Buffer.concat([Buffer.from('Content-Encoding: nonce\0'), context])
  const record = open(body, key, expand(prk, nonceInfo, 12))
  if (!record) return { ok: false, fault: 'bad-encryption' }
  if (record.length < 2) return { ok: false, fault: 'bad-padding' }
  const padding = record.readUInt16BE(0)
  const plaintext = record.subarray(2 + padding)
  const isZero = record.subarray(2, 2 + padding).every((byte) => byte === 0)
  if (2 + padding > record.length || !isZero) return { ok: false, fault: 'bad-padding' }
  return { ok: true, plaintext }
}

function openRecords(ciphertext: Uint8Array, recordSize: number, key: Buffer, nonce: Buffer): Decryption {
  const parts: Buffer[] = []
  let start = 0
  for (let sequence = 0; start < ciphertext.length || sequence === 0; sequence += 1) {
    const end = Math.min(start + recordSize, ciphertext.length)
    if (end - start < 17) return { ok: false, fault: 'truncated-record' }
    const record = open(ciphertext.subarray(start, end), key, nonceOf(nonce, sequence))
    if (!record) return { ok: false, fault: 'bad-encryption' }

    // RFC 8188 §2: zeros are padding, the byte before them says whether this is the last record.
    let delimiter = record.length - 1
    while (delimiter >= 0 && record[delimiter] === 0) delimiter -= 1
    const isLast = end === ciphertext.length
    if (delimiter < 0 || record[delimiter] !== (isLast ? 2 : 1)) return { ok: false, fault: 'bad-padding' }
    parts.push(record.subarray(0, delimiter))
    start = end
  }
  return { ok: true, plaintext: parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts) }
}

function open(record: Uint8Array, key: Buffer, nonce: Buffer): Buffer | undefined {
  if (record.length < 16) return undefined
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(record.length - 16))
  const plaintext = decipher.update(record.subarray(0, record.length - 16))
  try {
    decipher.final()
    return plaintext
  } catch {
    return undefined // the tag does not fit: OpenSSL knows no other reason here
  }
}

/** RFC 8188 §2.3: the record's number is mixed into the end; 32 bits are more than fit here. */
function nonceOf(base: Buffer, sequence: number): Buffer {
  const nonce = Buffer.from(base)
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ sequence) >>> 0, 8)
  return nonce
}

function agree(privateKey: Uint8Array, publicKey: Uint8Array): Buffer {
  const ecdh: ECDH = createECDH('prime256v1')
  ecdh.setPrivateKey(privateKey)
  return ecdh.computeSecret(publicKey)
}

/** HKDF, RFC 5869, for at most one block of output. */
function extract(salt: Uint8Array, input: Uint8Array): Buffer {
  return createHmac('sha256', salt).update(input).digest()
}

function expand(prk: Buffer, info: Buffer, length: number): Buffer {
  return createHmac('sha256', prk).update(info).update(Buffer.of(1)).digest().subarray(0, length)
}
