import { Hmac } from './hmac.ts'

// The counter 0x01 ends each: one block of HKDF-Expand is all that is needed (RFC 5869 section 2.3).
const KEY_INFO = Buffer.from('Content-Encoding: aes128gcm\0\x01')
const NONCE_INFO = Buffer.from('Content-Encoding: nonce\0\x01')

/** Derives the key and nonce for the one record of a body (RFC 8188 sections 2.2 and 2.3). */
export class ContentKeys {
  readonly #extract: Hmac
  readonly #expandKey = new Hmac(32, KEY_INFO.length)
  readonly #expandNonce = new Hmac(32, NONCE_INFO.length)
  readonly #result = { key: Buffer.alloc(16), nonce: Buffer.alloc(12) }

  constructor(inputKeyLength = 32) {
    this.#extract = new Hmac(16, inputKeyLength)
    this.#expandKey.message.set(KEY_INFO)
    this.#expandNonce.message.set(NONCE_INFO)
  }

  /** `salt` is the first 16 bytes of the argument. The result is scratch memory, valid until the next call. */
  derive(salt: Uint8Array, inputKey: string): { key: Buffer; nonce: Buffer } {
    this.#extract.setKey(salt)
    this.#extract.message.write(inputKey, 'latin1')
    const pseudoRandomKey = this.#extract.digest()

    this.#expandKey.setKeyFrom(pseudoRandomKey)
    this.#result.key.write(this.#expandKey.digest(), 0, 16, 'latin1')
    this.#expandNonce.setKeyFrom(pseudoRandomKey)
    this.#result.nonce.write(this.#expandNonce.digest(), 0, 12, 'latin1')
    return this.#result
  }
}
