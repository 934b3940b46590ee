import { Hmac } from './hmac.ts'

const LABEL = Buffer.from('WebPush: info\0')
const POINT_LENGTH = 65

/** Combines the shared secret of a message with the subscription's own secret (RFC 8291 sections 3.3 and 3.4). */
export class InputKey {
  readonly #extract = new Hmac(16, 32)
  readonly #expand = new Hmac(32, LABEL.length + 2 * POINT_LENGTH + 1)

  constructor() {
    this.#expand.message.set(LABEL)
    this.#expand.message[LABEL.length + 2 * POINT_LENGTH] = 1
  }

  /** 32 bytes, one character each. */
  derive(input: {
    sharedSecret: Uint8Array
    auth: Uint8Array
    subscriptionPoint: Uint8Array
    ephemeralPoint: Uint8Array
  }): string {
    this.#extract.setKey(input.auth)
    this.#extract.message.set(input.sharedSecret)
    this.#expand.setKeyFrom(this.#extract.digest())
    this.#expand.message.set(input.subscriptionPoint, LABEL.length)
    this.#expand.message.set(input.ephemeralPoint, LABEL.length + POINT_LENGTH)
    return this.#expand.digest()
  }
}
