import type { PushMessage } from '../push/push-message.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { bytesField, integerField, readVarint, writeVarint } from './protobuf.ts'

/** Tags of the stanzas that go over Chromium's message connection. */
export const tags = {
  heartbeatPing: 0,
  heartbeatAck: 1,
  loginRequest: 2,
  loginResponse: 3,
  close: 4,
  iqStanza: 7,
  dataMessage: 8,
} as const

/** Both sides begin with this protocol version, once. */
export const mcsVersion = 41

const maxStanzaBytes = 256 * 1024

export interface Stanza {
  readonly tag: number
  readonly body: Buffer
}

/** Assembles stanzas from pieces of a stream; `push` returns undefined for a broken stream. */
export class StanzaReader {
  #pending: Buffer = Buffer.alloc(0)
  #hasVersion = false

  push(piece: Buffer): Stanza[] | undefined {
    this.#pending = Buffer.concat([this.#pending, piece])
    const stanzas: Stanza[] = []
    if (!this.#hasVersion && this.#pending.length > 0) {
      if (this.#pending[0] !== mcsVersion) return undefined
      this.#hasVersion = true
      this.#pending = this.#pending.subarray(1)
    }
    while (this.#pending.length >= 2) {
      const length = readVarint(this.#pending, 1)
      if (!length) return this.#pending.length > 11 ? undefined : stanzas
      if (length.value > maxStanzaBytes) return undefined
      const end = length.end + Number(length.value)
      if (this.#pending.length < end) return stanzas
      const tag = this.#pending[0] ?? 0
      stanzas.push({ tag, body: this.#pending.subarray(length.end, end) })
      this.#pending = this.#pending.subarray(end)
    }
    return stanzas
  }
}

export function frame(tag: number, ...fields: readonly Buffer[]): Buffer {
  const body = Buffer.concat(fields)
  return Buffer.concat([Buffer.of(tag), writeVarint(body.length), body])
}

export function loginResponse(id: string, now: number): Buffer {
  return frame(
    tags.loginResponse,
    bytesField(1, id),
    integerField(5, 1), // stream_id
    integerField(6, 1), // last_stream_id_received
    integerField(8, now), // server_timestamp
  )
}

/** The stanza that carries a message to Chromium. */
export function dataMessage(subscription: Subscription, message: PushMessage): Buffer {
  const { receiver, applicationServerKey = '' } = subscription
  if (receiver.kind !== 'chromium') throw new TypeError('not a subscription of Chromium')
  const { body } = message
  const data: [string, string][] = [['subtype', receiver.subtype]]
  if (body) data.push(['content-encoding', body.encoding])
  if (body?.encoding === 'aesgcm') data.push(['encryption', body.encryption], ['crypto-key', body.cryptoKey])
  return frame(
    tags.dataMessage,
    bytesField(3, applicationServerKey), // from
    bytesField(5, receiver.app), // category
    ...data.map(([key, value]) => bytesField(7, Buffer.concat([bytesField(1, key), bytesField(2, value)]))),
    bytesField(9, message.id), // persistent_id
    integerField(17, message.ttl),
    integerField(18, Math.floor(message.receivedAt / 1000)), // sent
    ...(body ? [bytesField(21, body.bytes)] : []), // raw_data
    integerField(24, 1), // immediate_ack
  )
}
