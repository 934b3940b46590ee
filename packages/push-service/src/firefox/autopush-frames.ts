import type { PushMessage } from '../push/push-message.ts'

/** Firefox's messages, in frames of JSON text (facts: PushServiceWebSocket.sys.mjs). */
export type ClientFrame =
  | { readonly messageType: 'hello'; readonly uaid: string | undefined }
  | {
      readonly messageType: 'register'
      readonly channelID: string
      readonly key: string | undefined
    }
  | {
      readonly messageType: 'unregister'
      readonly channelID: string
      readonly code: number | undefined
    }
  | {
      readonly messageType: 'ack'
      readonly updates: readonly {
        readonly channelID: string
        readonly version: string
        readonly code: number
      }[]
    }
  | { readonly messageType: 'nack'; readonly version: string; readonly code: number }
  | { readonly messageType: 'ping' }
  /** known, and of no use here */
  | { readonly messageType: 'broadcast_subscribe' }

const maxUpdates = 1000

/** Reads a frame; undefined for anything that Firefox would not send. */
export function parseClientFrame(text: string): ClientFrame | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined // not JSON: the caller ends the connection
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const frame = value as Record<string, unknown>
  if (Object.keys(frame).length === 0) return { messageType: 'ping' }
  const { messageType, channelID, version, code } = frame
  switch (messageType) {
    case 'hello':
      return { messageType, uaid: isId(frame['uaid']) ? frame['uaid'] : undefined }
    case 'register': {
      const key = frame['key']
      if (!isId(channelID) || (key !== undefined && typeof key !== 'string')) return undefined
      return { messageType, channelID, key }
    }
    case 'unregister':
      if (!isId(channelID)) return undefined
      return { messageType, channelID, code: typeof code === 'number' ? code : undefined }
    case 'ack':
      return parseAck(frame['updates'])
    case 'nack':
      if (!isId(version)) return undefined
      return { messageType, version, code: typeof code === 'number' ? code : 0 }
    case 'ping':
    case 'broadcast_subscribe':
      return { messageType }
    default:
      return undefined
  }
}

function parseAck(updates: unknown): ClientFrame | undefined {
  if (!Array.isArray(updates) || updates.length > maxUpdates) return undefined
  const read = (updates as unknown[]).map((update) => {
    if (typeof update !== 'object' || update === null) return undefined
    const { channelID, version, code } = update as Record<string, unknown>
    if (!isId(channelID) || !isId(version)) return undefined
    // Firefox always sends a code; autopush takes its absence for success.
    return { channelID, version, code: typeof code === 'number' ? code : 100 }
  })
  if (read.includes(undefined)) return undefined
  return { messageType: 'ack', updates: read.filter((update) => update !== undefined) }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
}

/** The frame that carries a message to Firefox. */
export function notificationFrame(channelID: string, { id, body }: PushMessage): string {
  const frame = { messageType: 'notification', channelID, version: id }
  if (!body) return JSON.stringify(frame)
  const headers =
    body.encoding === 'aes128gcm'
      ? { encoding: body.encoding }
      : { encoding: body.encoding, encryption: body.encryption, crypto_key: body.cryptoKey }
  return JSON.stringify({ ...frame, data: body.bytes.toString('base64url'), headers })
}
