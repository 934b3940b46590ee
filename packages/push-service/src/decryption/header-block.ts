/** The header in front of an aes128gcm body: salt, record size, key id (RFC 8188 §2.1). */
export interface HeaderBlock {
  readonly salt: Uint8Array
  readonly recordSize: number
  readonly keyId: Uint8Array
  readonly ciphertext: Uint8Array
}

/** undefined when the body is too short to hold the header it announces */
export function parseHeaderBlock(body: Uint8Array): HeaderBlock | undefined {
  if (body.length < 21) return undefined
  const view = new DataView(body.buffer, body.byteOffset, body.length)
  const end = 21 + view.getUint8(20)
  if (body.length < end) return undefined
  return {
    salt: body.subarray(0, 16),
    recordSize: view.getUint32(16),
    keyId: body.subarray(21, end),
    ciphertext: body.subarray(end),
  }
}
