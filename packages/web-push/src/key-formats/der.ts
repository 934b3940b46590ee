/** One value of DER (X.690): its tag and its content. */
export interface DerValue {
  readonly tag: number
  readonly body: Buffer
}

export const DER = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, sequence: 0x30, context: 0xa0 } as const

/** The sequence of values in these bytes; undefined when they are no DER. */
export function derValues(bytes: Buffer): DerValue[] | undefined {
  const values: DerValue[] = []
  let at = 0
  while (at < bytes.length) {
    const length = lengthAt(bytes, at + 1)
    if (length === undefined || length.end > bytes.length) return undefined
    values.push({ tag: bytes[at] ?? 0, body: bytes.subarray(length.start, length.end) })
    at = length.end
  }
  return values
}

/** The values inside a value; empty for a primitive one. */
export function derInside(value: DerValue | undefined): DerValue[] {
  return (value && derValues(value.body)) ?? []
}

/** An integer, or octets, as a number. */
export function derNumber(value: DerValue | undefined): bigint | undefined {
  return value === undefined || value.body.length === 0 ? undefined : BigInt(`0x${value.body.toString('hex')}`)
}

function lengthAt(bytes: Buffer, at: number): { start: number; end: number } | undefined {
  const first = bytes[at]
  if (first === undefined) return undefined
  if (first < 0x80) return { start: at + 1, end: at + 1 + first }
  const count = first & 0x7f
  // Keys are short; a length of unknown size (0x80) is BER.
  if (count === 0 || count > 3 || at + 1 + count > bytes.length) return undefined
  return { start: at + 1 + count, end: at + 1 + count + bytes.readUIntBE(at + 1, count) }
}
