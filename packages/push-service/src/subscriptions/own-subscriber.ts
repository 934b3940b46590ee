import { createECDH, createHash } from 'node:crypto'
import { decryptAes128gcm, decryptAesgcm, type Decryption } from '../decryption/decrypt.ts'
import { parseHeaderParameters } from '../push/header-parameters.ts'
import type { PushBody } from '../push/push-body.ts'
import type { PushMessage } from '../push/push-message.ts'

/** How much of a message an own subscriber keeps: all, its id, or only that it came. */
export type Keep = 'bodies' | 'ids' | 'counts'

/** A message as an own subscriber has decrypted it. */
export interface ReceivedMessage {
  readonly id: string
  /** milliseconds since 1970 */
  readonly receivedAt: number
  readonly ttl: number
  readonly urgency: string
  readonly topic: string | undefined
  /** UTF-8 text of the payload; undefined when there was none or it could not be read */
  readonly text: string | undefined
  /** base64url of the payload, for payloads that are not text */
  readonly bytes: string | undefined
  /** bytes of the encrypted body */
  readonly bodyBytes: number
  /** why it could not be decrypted */
  readonly fault: string | undefined
}

/** A receiver inside the service: it holds keys and decrypts like a browser. */
export interface OwnSubscriber {
  readonly kind: 'own'
  readonly keys: KeyPair
  readonly keep: Keep
  /** JSON pointer (RFC 6901) to the id that `ids` counts; without it a hash of the payload is */
  readonly idPointer: string
  /** an offline subscriber's messages wait, as a switched-off browser's do */
  online: boolean
  readonly record: Record
}

/** base64url: compact, and the same text is shared by all subscribers that share a pair. */
export interface KeyPair {
  readonly p256dh: string
  readonly auth: string
  readonly privateKey: string
}

export interface Record {
  delivered: number
  undecryptable: number
  readonly messages: ReceivedMessage[]
  readonly ids: Map<string, number>
  /** messages or ids that had no room any more */
  notKept: number
}

export const defaultIdPointer = '/notification/data/belfry/id'
const maxMessages = 100
const maxIds = 10_000

export function makeKeyPair(random: (bytes: number) => Buffer): KeyPair {
  const ecdh = createECDH('prime256v1')
  return {
    p256dh: ecdh.generateKeys().toString('base64url'),
    // The scalar may have leading zeros that OpenSSL omits.
    privateKey: Buffer.concat([Buffer.alloc(32), ecdh.getPrivateKey()])
      .subarray(-32)
      .toString('base64url'),
    auth: random(16).toString('base64url'),
  }
}

export function emptyRecord(): Record {
  return { delivered: 0, undecryptable: 0, messages: [], ids: new Map(), notKept: 0 }
}

/** Takes a message as a browser would; returns the fault that a browser would report. */
export function receive(
  subscriber: OwnSubscriber,
  message: PushMessage,
  now: number,
): { readonly fault: string | undefined } {
  const { record, keep } = subscriber
  if (keep === 'counts') {
    record.delivered += 1
    return { fault: undefined }
  }
  const result = message.body && decrypt(message.body, subscriber.keys)
  const fault = result && !result.ok ? result.fault : undefined
  const plaintext = result?.ok ? result.plaintext : undefined
  if (fault === undefined) record.delivered += 1
  else record.undecryptable += 1
  if (keep === 'ids') countId(subscriber, plaintext)
  else keepMessage(record, message, plaintext, fault, now)
  return { fault }
}

function keepMessage(
  record: Record,
  message: PushMessage,
  plaintext: Buffer | undefined,
  fault: string | undefined,
  now: number,
): void {
  if (record.messages.length >= maxMessages) {
    record.messages.shift()
    record.notKept += 1
  }
  record.messages.push({
    id: message.id,
    receivedAt: now,
    ttl: message.ttl,
    urgency: message.urgency,
    topic: message.topic,
    text: plaintext?.toString('utf8'),
    bytes: plaintext?.toString('base64url'),
    bodyBytes: message.body?.bytes.length ?? 0,
    fault,
  })
}

function countId({ record, idPointer }: OwnSubscriber, plaintext: Buffer | undefined): void {
  if (!plaintext) return
  const id = idAt(plaintext, idPointer) ?? createHash('sha256').update(plaintext).digest('base64url')
  const seen = record.ids.get(id)
  if (seen === undefined && record.ids.size >= maxIds) record.notKept += 1
  else record.ids.set(id, (seen ?? 0) + 1)
}

function idAt(plaintext: Buffer, pointer: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(plaintext.toString('utf8'))
  } catch {
    return undefined // not JSON: the caller takes a hash
  }
  for (const step of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    value = (value as { [name: string]: unknown })[name]
  }
  return typeof value === 'string' ? value : undefined
}

function decrypt(body: PushBody, pair: KeyPair): Decryption {
  const keys = {
    publicKey: Buffer.from(pair.p256dh, 'base64url'),
    privateKey: Buffer.from(pair.privateKey, 'base64url'),
    auth: Buffer.from(pair.auth, 'base64url'),
  }
  if (body.encoding === 'aes128gcm') return decryptAes128gcm(body.bytes, keys)
  const salt = parseHeaderParameters(body.encryption.replaceAll(',', ';'), ';').get('salt') ?? ''
  const dh = parseHeaderParameters(body.cryptoKey.replaceAll(',', ';'), ';').get('dh') ?? ''
  const sender = { salt: Buffer.from(salt, 'base64url'), publicKey: Buffer.from(dh, 'base64url') }
  return decryptAesgcm(body.bytes, sender, keys)
}
