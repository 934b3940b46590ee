/** The curve P-256, only as needed to check whether a point lies on it (SEC 1 §3.2.2.1). */
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

/** Whether the bytes are an uncompressed point (0x04, x, y) on P-256; a few microseconds. */
export function isCurvePoint(bytes: Uint8Array): boolean {
  if (bytes.length !== 65 || bytes[0] !== 4) return false
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
  const x = BigInt('0x' + hex.slice(2, 66))
  const y = BigInt('0x' + hex.slice(66))
  if (x >= p || y >= p) return false
  return (y * y - (x * x * x - 3n * x + b)) % p === 0n
}
