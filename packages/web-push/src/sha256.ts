import crypto from 'node:crypto'

/** A digest as text, in one call. Node has `crypto.hash` since 20.12; the older way takes six times as long. */
export const sha256: (data: string | Uint8Array, encoding: 'base64url' | 'binary') => string =
  typeof crypto.hash === 'function'
    ? (data, encoding) => crypto.hash('sha256', data, encoding)
    : (data, encoding) => crypto.createHash('sha256').update(data).digest(encoding)
