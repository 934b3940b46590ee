// The few DER forms (X.690) that a certificate needs: a library for it comes with a dozen packages.

export function sequence(...items: readonly Buffer[]): Buffer {
  return element(0x30, ...items)
}

export function set(...items: readonly Buffer[]): Buffer {
  return element(0x31, ...items)
}

/** A number that is not negative. */
export function integer(bytes: Buffer): Buffer {
  return element(0x02, ...((bytes[0] ?? 0) & 0x80 ? [Buffer.of(0)] : []), bytes)
}

export function yes(): Buffer {
  return element(0x01, Buffer.of(0xff))
}

export function utf8(text: string): Buffer {
  return element(0x0c, Buffer.from(text))
}

export function octets(bytes: Buffer): Buffer {
  return element(0x04, bytes)
}

export function bits(bytes: Buffer, unused = 0): Buffer {
  return element(0x03, Buffer.of(unused), bytes)
}

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

/** A date before 2050, which has to be a UTCTime (RFC 5280 section 4.1.2.5). */
export function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/\D/g, '')
  return element(0x17, Buffer.from(`${digits.slice(2, 14)}Z`))
}

/** Its own tag, around whole elements. */
export function tagged(number: number, ...items: readonly Buffer[]): Buffer {
  return element(0xa0 | number, ...items)
}

/** Its own tag in place of the element's. */
export function implicit(number: number, content: Buffer): Buffer {
  return element(0x80 | number, content)
}

function element(tag: number, ...content: readonly Buffer[]): Buffer {
  const whole = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(whole.length)]), whole])
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}

function base128(value: number): number[] {
  const digits = [value & 0x7f]
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80)
  return digits
}
