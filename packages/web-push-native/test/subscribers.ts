import { createECDH, randomBytes } from 'node:crypto'
import type { ECDH } from 'node:crypto'
import ece from 'http_ece'
import type { Batch } from '../src/binding.ts'

export interface Subscriber {
  ecdh: ECDH
  point: Buffer
  auth: Buffer
}

export function makeSubscribers(count: number): Subscriber[] {
  return Array.from({ length: count }, () => {
    const ecdh = createECDH('prime256v1')
    return { ecdh, point: ecdh.generateKeys(), auth: randomBytes(16) }
  })
}

/** A batch with a separate payload for each subscriber, padded by `padding` bytes. */
export function makeBatch(
  subscribers: readonly Pick<Subscriber, 'point' | 'auth'>[],
  payloads: readonly Buffer[],
  padding = 0,
): Batch {
  const table: number[] = []
  let offset = 0
  for (const payload of payloads) {
    table.push(offset, payload.length, payload.length + padding)
    offset += payload.length
  }
  return {
    keys: Buffer.concat(subscribers.flatMap(({ point, auth }) => [point, auth])),
    table: Uint32Array.from(table),
    payloads: Buffer.concat(payloads),
    bodies: Buffer.alloc(offset + payloads.length * (86 + padding + 17)),
    statuses: Buffer.alloc(payloads.length, 255),
  }
}

export function bodiesOf({ bodies, table, statuses }: Batch): Buffer[] {
  let offset = 0
  return Array.from(statuses, (_, i) => {
    const length = 86 + (table[i * 3 + 2] ?? 0) + 17
    offset += length
    return Buffer.from(bodies.buffer, bodies.byteOffset + offset - length, length)
  })
}

/** Decrypts with http_ece, which is independent of our code. */
export function decrypt(body: Buffer, { ecdh, auth }: Subscriber): Buffer {
  const authSecret = auth.toString('base64url')
  return ece.decrypt(body, { version: 'aes128gcm', privateKey: ecdh, authSecret })
}
