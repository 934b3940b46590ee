import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** A private key as stored in the database. */
export interface Sealed {
  sealed: Uint8Array
  /** The id of the master key that opens it. */
  masterKeyId: string
}

/** Encrypts private keys at rest: one master key seals, and older ones only open. */
export interface MasterKeys {
  /** Of the one that seals. */
  readonly id: string
  has(id: string): boolean
  /** `purpose` names the owner of the secret: sealed for one purpose, it opens for no other. */
  seal(secret: Buffer, purpose: string): Sealed
  /** Undefined when none of these keys has sealed it for this purpose, or a bit of it was changed. */
  open(sealed: Sealed, purpose: string): Buffer | undefined
}

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = 1
const ALGORITHM = 'aes-256-gcm'

/**
 * AES-256-GCM (NIST SP 800-38D) with a random nonce each time: some hundreds of secrets under one key are far from the
 * 2^32 at which two equal nonces become likely.
 *
 * @example
 * const keys = createMasterKeys([randomBytes(32)])
 * keys.open(keys.seal(scalar, 'vapid-key abc'), 'vapid-key abc') // the same bytes
 */
export function createMasterKeys([current, ...older]: readonly [Buffer, ...Buffer[]]): MasterKeys {
  const keys = new Map([...older, current].map((key) => [masterKeyId(key), key]))
  const id = masterKeyId(current)
  return {
    id,
    has: (other) => keys.has(other),
    seal(secret, purpose) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(ALGORITHM, current, nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(Buffer.from(purpose))
      const text = Buffer.concat([cipher.update(secret), cipher.final()])
      return { sealed: Buffer.concat([Buffer.of(VERSION), nonce, text, cipher.getAuthTag()]), masterKeyId: id }
    },
    open({ sealed, masterKeyId: id }, purpose) {
      const key = keys.get(id)
      return key && open(key, Buffer.from(sealed), purpose)
    },
  }
}

/** The master key of a server without a separate one: there is one secret to keep, and not two. */
export function masterKeyOfSecret(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'belfry master key', KEY_BYTES))
}

/** Identifies a master key and reveals nothing about it. */
export function masterKeyId(key: Buffer): string {
  if (key.length !== KEY_BYTES) throw new RangeError(`a master key is ${KEY_BYTES} bytes, not ${key.length}`)
  return Buffer.from(hkdfSync('sha256', key, '', 'belfry master key id', 12)).toString('base64url')
}

function open(key: Buffer, sealed: Buffer, purpose: string): Buffer | undefined {
  const end = sealed.length - TAG_BYTES
  const start = 1 + NONCE_BYTES
  if (sealed[0] !== VERSION || end < start) return undefined
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(1, start), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(purpose))
  decipher.setAuthTag(sealed.subarray(end))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(start, end)), decipher.final()])
  } catch {
    return undefined // the tag does not match; the caller says which row it is
  }
}
