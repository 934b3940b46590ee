import type { Payload } from './bytes.ts'
import { Encryptor, PayloadTooLargeError, SubscriptionKeyError } from './encryptor.ts'
import type { SubscriptionKeys } from './check-keys.ts'

/** One message of a batch: text, taken as UTF-8, or bytes. Several messages may share one payload. */
export interface EncryptionInput {
  payload: Payload
  keys: SubscriptionKeys
  /** Bytes of payload and padding together, at most 3993; `paddedLengthFor` by default. */
  paddedLength?: number
}

/** Why one message of a batch has no body. */
export type EncryptionFault = SubscriptionKeyError['code'] | PayloadTooLargeError['code']

/**
 * Encrypts whole batches; another implementation, such as a native one, can take the place of `TypeScriptEngine`. The
 * answer has one entry for each message, in order: the body of the request, or why there is none. A bad key or a
 * payload too large is that entry's fault and never an exception; a value that is no payload or no key at all is a
 * TypeError. Inputs may not be changed until the promise settles.
 */
export interface EncryptionEngine {
  readonly name: string
  encryptBatch(messages: readonly EncryptionInput[]): Promise<(Buffer | EncryptionFault)[]>
}

/**
 * The engine that needs nothing but Node. It works on the calling thread, and yields to it between slices.
 *
 * @example
 * const engine: EncryptionEngine = new TypeScriptEngine()
 * for (const body of await engine.encryptBatch(messages)) {
 *   if (typeof body === 'string') console.error(body) // 'p256dh-not-on-curve'
 * }
 */
export class TypeScriptEngine implements EncryptionEngine {
  readonly name = 'typescript'
  readonly #encryptor = new Encryptor()

  async encryptBatch(messages: readonly EncryptionInput[]): Promise<(Buffer | EncryptionFault)[]> {
    const bodies: (Buffer | EncryptionFault)[] = []
    for (const message of messages) {
      bodies.push(encryptOne(this.#encryptor, message))
      if (bodies.length % SLICE === 0 && bodies.length < messages.length) {
        await new Promise(setImmediate)
      }
    }
    return bodies
  }
}

/** About 5 ms of work, so that sockets and timers get a turn in between. */
const SLICE = 32

function encryptOne(encryptor: Encryptor, message: EncryptionInput): Buffer | EncryptionFault {
  const { payload, keys, paddedLength } = message
  try {
    return encryptor.encrypt(payload, keys, paddedLength === undefined ? {} : { paddedLength })
  } catch (error) {
    if (error instanceof SubscriptionKeyError || error instanceof PayloadTooLargeError) {
      return error.code
    }
    throw error
  }
}
