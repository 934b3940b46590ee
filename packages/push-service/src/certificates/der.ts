/**
 * The few DER forms (X.690) that a certificate needs. Writing them takes less room than a
 * certificate library, which would come with a reflection polyfill and a dozen packages.
 */
export function sequence(...items: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(items))
}

export function set(...items: readonly Buffer[]): Buffer {
  return element(0x31, Buffer.concat(items))
}

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

export function integer(bytes: Buffer): Buffer {
  // Positive numbers only: a leading one-bit would read as a minus sign.
  const padded = (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
  return element(0x02, padded)
}

export function boolean(value: boolean): Buffer {
  return element(0x01, Buffer.of(value ? 0xff : 0))
}

export function utf8(text: string): Buffer {
  return element(0x0c, Buffer.from(text))
}

export function octets(bytes: Buffer): Buffer {
  return element(0x04, bytes)
}

export function bits(bytes: Buffer, unused = 0): Buffer {
  return element(0x03, Buffer.concat([Buffer.of(unused), bytes]))
}

/** GeneralizedTime, seconds; UTCTime would end in 2049. */
export function time(milliseconds: number): Buffer {
  const text = new Date(milliseconds).toISOString().replace(/[-:T]|\.\d+/g, '')
  // RFC 5280 §4.1.2.5: dates before 2050 must be UTCTime.
  if (new Date(milliseconds).getUTCFullYear() < 2050) return element(0x17, Buffer.from(text.slice(2)))
  return element(0x18, Buffer.from(text))
}

/** A context tag: `constructed` wraps whole elements, otherwise `content` is raw. */
export function tagged(number: number, content: Buffer, constructed: boolean): Buffer {
  return element(0x80 | (constructed ? 0x20 : 0) | number, content)
}

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content])
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  if (length < 0x100) return [0x81, length]
  return [0x82, length >> 8, length & 0xff]
}

function base128(value: number): number[] {
  const digits = [value & 0x7f]
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80)
  return digits
}
