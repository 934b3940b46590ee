import { hash } from 'node:crypto'

const BLOCK = 64
const DIGEST = 32
const INNER = 0x36
const OUTER = 0x5c

/**
 * Derives the content key and nonce of RFC 8291 section 3.4: two HKDFs, which are five HMACs, made of one-shot
 * hashes over preset blocks. The 'binary' output (latin1) is deliberate: 0.30 µs a hash on Node 24 against 1.7 as a Buffer,
 * and 3 µs for the whole derivation against 49 with `hkdfSync` and 115 with `createHmac`.
 *
 * What `derive` returns is scratch memory, valid until the next call.
 */
export class KeyDerivation {
  readonly #fromAuth = new Hmac(16, DIGEST)
  readonly #inputKey = new Hmac(DIGEST, 'WebPush: info\0'.length + 65 + 65 + 1)
  readonly #fromSalt = new Hmac(16, DIGEST)
  readonly #contentKey = new Hmac(DIGEST, 'Content-Encoding: aes128gcm\0'.length + 1)
  readonly #nonce = new Hmac(DIGEST, 'Content-Encoding: nonce\0'.length + 1)
  readonly #result = { key: Buffer.alloc(16), nonce: Buffer.alloc(12) }

  constructor() {
    // The counter 0x01 ends each info: one block of HKDF-Expand is all that is needed.
    this.#inputKey.message.write('WebPush: info\0')
    this.#inputKey.message[144] = 1
    this.#contentKey.message.write('Content-Encoding: aes128gcm\0\x01')
    this.#nonce.message.write('Content-Encoding: nonce\0\x01')
  }

  derive(input: {
    sharedSecret: Uint8Array
    subscriptionPoint: Uint8Array
    ephemeralPoint: Uint8Array
    auth: Uint8Array
    /** The first 16 bytes are read. */
    salt: Uint8Array
  }): { key: Buffer; nonce: Buffer } {
    this.#fromAuth.setKey(input.auth)
    this.#fromAuth.message.set(input.sharedSecret)

    this.#inputKey.setKeyFrom(this.#fromAuth.digest())
    this.#inputKey.message.set(input.subscriptionPoint, 14)
    this.#inputKey.message.set(input.ephemeralPoint, 79)

    this.#fromSalt.setKey(input.salt)
    this.#fromSalt.message.write(this.#inputKey.digest(), 0, DIGEST, 'latin1')

    const pseudoRandomKey = this.#fromSalt.digest()
    this.#contentKey.setKeyFrom(pseudoRandomKey)
    this.#nonce.setKeyFrom(pseudoRandomKey)
    this.#result.key.write(this.#contentKey.digest(), 0, 16, 'latin1')
    this.#result.nonce.write(this.#nonce.digest(), 0, 12, 'latin1')
    return this.#result
  }
}

/** HMAC-SHA-256 (RFC 2104) for one length of key and of message, so that nothing is allocated later. */
class Hmac {
  readonly #keyLength: number
  readonly #inner: Buffer
  readonly #outer = Buffer.alloc(BLOCK + DIGEST, OUTER)
  readonly message: Buffer

  constructor(keyLength: number, messageLength: number) {
    this.#keyLength = keyLength
    this.#inner = Buffer.alloc(BLOCK + messageLength, INNER)
    this.message = this.#inner.subarray(BLOCK)
  }

  setKey(key: Uint8Array): void {
    for (let i = 0; i < this.#keyLength; i++) {
      const byte = key[i] as number
      this.#inner[i] = byte ^ INNER
      this.#outer[i] = byte ^ OUTER
    }
  }

  /** The same for a key that is a digest, as `digest` returns it. */
  setKeyFrom(digest: string): void {
    for (let i = 0; i < DIGEST; i++) {
      const byte = digest.charCodeAt(i)
      this.#inner[i] = byte ^ INNER
      this.#outer[i] = byte ^ OUTER
    }
  }

  /** One character a byte. */
  digest(): string {
    this.#outer.write(hash('sha256', this.#inner, 'binary'), BLOCK, DIGEST, 'latin1')
    return hash('sha256', this.#outer, 'binary')
  }
}
