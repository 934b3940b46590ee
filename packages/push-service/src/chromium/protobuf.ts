/**
 * As much of the protobuf wire format as Chromium's check-in and message protocol need. Integers
 * are bigint; groups do not occur.
 */
export type ProtobufValue = bigint | Buffer

/** Fields by number, each with all its values in order. */
export type ProtobufMessage = ReadonlyMap<number, readonly ProtobufValue[]>

const maxFields = 10_000

/** Reads a message; undefined when the bytes are none. */
export function readProtobuf(bytes: Buffer): ProtobufMessage | undefined {
  const fields = new Map<number, ProtobufValue[]>()
  let position = 0
  for (let count = 0; position < bytes.length; count += 1) {
    const key = readVarint(bytes, position)
    if (!key || count >= maxFields) return undefined
    const number = Number(key.value >> 3n)
    const read = readValue(bytes, key.end, Number(key.value & 7n))
    if (!read || number === 0) return undefined
    const values = fields.get(number)
    if (values) values.push(read.value)
    else fields.set(number, [read.value])
    position = read.end
  }
  return fields
}

function readValue(bytes: Buffer, start: number, wireType: number): { value: ProtobufValue; end: number } | undefined {
  switch (wireType) {
    case 0:
      return readVarint(bytes, start)
    case 1:
      return start + 8 > bytes.length ? undefined : { value: bytes.readBigUInt64LE(start), end: start + 8 }
    case 2: {
      const length = readVarint(bytes, start)
      if (!length || length.value > BigInt(bytes.length - length.end)) return undefined
      const end = length.end + Number(length.value)
      return { value: bytes.subarray(length.end, end), end }
    }
    case 5:
      return start + 4 > bytes.length ? undefined : { value: BigInt(bytes.readUInt32LE(start)), end: start + 4 }
    default:
      return undefined
  }
}

/** undefined when the bytes end too early or the number has more than 64 bits. */
export function readVarint(bytes: Buffer, start: number): { readonly value: bigint; readonly end: number } | undefined {
  let value = 0n
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[start + index]
    if (byte === undefined) return undefined
    value |= BigInt(byte & 0x7f) << BigInt(index * 7)
    if (byte < 0x80) return { value: BigInt.asUintN(64, value), end: start + index + 1 }
  }
  return undefined
}

export function writeVarint(value: bigint | number): Buffer {
  const digits: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  do {
    digits.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0))
    rest >>= 7n
  } while (rest > 0n)
  return Buffer.from(digits)
}

export function integerField(number: number, value: bigint | number): Buffer {
  return Buffer.concat([writeVarint(number * 8), writeVarint(value)])
}

export function fixed64Field(number: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value))
  return Buffer.concat([writeVarint(number * 8 + 1), bytes])
}

export function bytesField(number: number, value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([writeVarint(number * 8 + 2), writeVarint(bytes.length), bytes])
}

export function textOf(message: ProtobufMessage, number: number): string | undefined {
  const value = message.get(number)?.at(-1)
  return Buffer.isBuffer(value) ? value.toString('utf8') : undefined
}

export function integerOf(message: ProtobufMessage, number: number): bigint | undefined {
  const value = message.get(number)?.at(-1)
  return typeof value === 'bigint' ? value : undefined
}
