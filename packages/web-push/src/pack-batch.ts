import { payloadBytes } from './bytes.ts'
import { keyBytes } from './check-keys.ts'
import type { EncryptionFault, EncryptionInput } from './encryption-engine.ts'
import { MAX_PAYLOAD_LENGTH, paddedLengthFor } from './padded-length.ts'

/** A batch as the native addon takes it; see `Batch` in `@belfry/web-push-native`. */
export interface PackedBatch {
  keys: Uint8Array
  table: Uint32Array
  payloads: Uint8Array
  bodies: Uint8Array
  statuses: Uint8Array
}

const POINT_LENGTH = 65
const KEYS_LENGTH = POINT_LENGTH + 16
/** The bytes that encryption adds: a header of 86, the octet after the payload, the tag. */
const OVERHEAD = 86 + 1 + 16
const COLUMNS = 3
const STATUS = { encrypted: 0, notOnCurve: 1, failed: 2 }

/**
 * Lays a batch out as bytes for the addon. A message with a fault is omitted.
 *
 * @throws RangeError when a padded length is no whole number, or shorter than the payload
 * @throws TypeError when a payload is neither text nor bytes, or a key no bytes
 */
export function packBatch(given: readonly EncryptionInput[]): {
  batch: PackedBatch
  /** Takes the answers out of the batch when the addon is done with it. */
  unpack: () => (Buffer | EncryptionFault)[]
} {
  const messages = readMessages(given)
  const count = messages.reduce((sum, { fault }) => (fault === undefined ? sum + 1 : sum), 0)
  const keys = Buffer.alloc(count * KEYS_LENGTH)
  const table = new Uint32Array(count * COLUMNS)
  const payloads = new Payloads()
  let next = 0
  let bodiesLength = 0
  for (const { payload, p256dh, auth, padded, fault } of messages) {
    if (fault === undefined) {
      keys.set(p256dh, next * KEYS_LENGTH)
      keys.set(auth, next * KEYS_LENGTH + POINT_LENGTH)
      table[next * COLUMNS] = payloads.add(payload)
      table[next * COLUMNS + 1] = payload.length
      table[next * COLUMNS + 2] = padded
      bodiesLength += OVERHEAD + padded
      next += 1
    }
  }
  const batch = {
    keys,
    table,
    payloads: payloads.concat(),
    bodies: Buffer.alloc(bodiesLength),
    statuses: new Uint8Array(count).fill(STATUS.failed),
  }
  return { batch, unpack: () => unpack(batch, messages) }
}

interface Message {
  payload: Uint8Array
  p256dh: Uint8Array
  auth: Uint8Array
  padded: number
  fault: EncryptionFault | undefined
}

function readMessages(given: readonly EncryptionInput[]): Message[] {
  // A payload shared by several messages stays one object, so that `Payloads` recognises it.
  const read = new Map<unknown, Uint8Array>()
  return Array.from(given, ({ payload: text, keys, paddedLength }) => {
    let payload = read.get(text)
    if (payload === undefined) {
      payload = payloadBytes(text)
      read.set(text, payload)
    }
    const { p256dh, auth } = keyBytes(keys)
    const padded = paddedLength ?? paddedLengthFor(payload.length)
    return { payload, p256dh, auth, padded, fault: faultOf(payload.length, padded, p256dh, auth) }
  })
}

/** The checks of `Encryptor.encrypt`, in its order. The addon checks whether a point is on the curve. */
function faultOf(length: number, padded: number, p256dh: Uint8Array, auth: Uint8Array): EncryptionFault | undefined {
  if (length > MAX_PAYLOAD_LENGTH || padded > MAX_PAYLOAD_LENGTH) {
    return 'payload-too-large'
  }
  if (!Number.isInteger(padded) || padded < length) {
    throw new RangeError(`paddedLength must be a whole number from ${length} to ${MAX_PAYLOAD_LENGTH}`)
  }
  if (p256dh.length !== POINT_LENGTH || p256dh[0] !== 0x04) {
    return 'p256dh-invalid'
  }
  return auth.length === 16 ? undefined : 'auth-invalid'
}

function unpack({ bodies, table, statuses }: PackedBatch, messages: readonly Message[]): (Buffer | EncryptionFault)[] {
  let next = 0
  let offset = 0
  return messages.map(({ fault }) => {
    if (fault !== undefined) {
      return fault
    }
    const start = offset
    const status = statuses[next]
    offset += OVERHEAD + (table[next * COLUMNS + 2] as number)
    next += 1
    if (status === STATUS.notOnCurve) {
      return 'p256dh-not-on-curve'
    }
    if (status !== STATUS.encrypted) {
      throw new Error('native encryption failed: no memory, or no randomness')
    }
    // One block of memory for all bodies of the batch: they are sent and released together.
    return Buffer.from(bodies.buffer, bodies.byteOffset + start, offset - start)
  })
}

/** The payloads one after the other, a shared one only once. */
class Payloads {
  readonly #offsets = new Map<Uint8Array, number>()
  #length = 0

  add(payload: Uint8Array): number {
    const known = this.#offsets.get(payload)
    if (known !== undefined) {
      return known
    }
    const offset = this.#length
    this.#offsets.set(payload, offset)
    this.#length += payload.length
    return offset
  }

  concat(): Uint8Array {
    return Buffer.concat([...this.#offsets.keys()], this.#length)
  }
}
