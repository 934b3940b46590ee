import { types } from 'node:util'
import { wrongArgument } from './wrong-argument.ts'

/** The content of a message: text, sent as UTF-8, or bytes in any kind of buffer or view. */
export type Payload = string | ArrayBufferView | ArrayBufferLike

/**
 * The bytes of a payload.
 *
 * @throws TypeError for anything else: of an object, as many zeros would be sent as its `length` says
 */
export function payloadBytes(payload: Payload): Uint8Array {
  return typeof payload === 'string' ? Buffer.from(payload) : bytesOf(payload, 'payload', 'a string or bytes')
}

/**
 * The bytes of a view or a buffer, not copied: only a view's own part, and the bytes of its elements, not their values.
 * It checks no constructor, so that values from another realm (a `vm`, Jest's) are accepted too.
 *
 * @throws TypeError naming the argument when it is something else, or when its memory was transferred to another thread
 */
export function bytesOf(value: unknown, name: string, wanted = 'bytes (a Uint8Array)'): Uint8Array {
  if (types.isUint8Array(value) && value.length > 0) {
    return value
  }
  const memory: unknown = ArrayBuffer.isView(value) ? value.buffer : value
  if (!types.isAnyArrayBuffer(memory)) {
    throw wrongArgument(name, wanted, value)
  }
  if (isTransferred(memory)) {
    // A detached buffer looks empty, and an empty message would be sent.
    throw wrongArgument(name, wanted, value, 'its memory was given away (transferred)')
  }
  return ArrayBuffer.isView(value) ? new Uint8Array(memory, value.byteOffset, value.byteLength) : new Uint8Array(memory)
}

/** Node 20 has no `detached`. */
function isTransferred(memory: ArrayBufferLike): boolean {
  try {
    void new Uint8Array(memory)
    return false
  } catch {
    // "Cannot perform Construct on a detached ArrayBuffer" is all this can say.
    return true
  }
}
