import { createHash } from 'node:crypto'

/** The content of a table or a queue: the number of rows, and a checksum of them. */
export interface Checksum {
  rows: number
  /** The sum of the rows' SHA-256, cut to 128 bits: independent of their order. */
  sum: string
}

const MODULUS = 1n << 128n

/** Adds rows up; values are texts, numbers, bytes and null. */
export function checksum(): { add(row: readonly unknown[]): void; result(): Checksum } {
  let rows = 0
  let sum = 0n
  return {
    add(row) {
      rows += 1
      const digest = createHash('sha256')
        .update(JSON.stringify(row.map(canonical)))
        .digest()
      sum = (sum + BigInt(`0x${digest.toString('hex', 0, 16)}`)) % MODULUS
    },
    result: () => ({ rows, sum: sum.toString(16) }),
  }
}

export function isSame(a: Checksum, b: Checksum): boolean {
  return a.rows === b.rows && a.sum === b.sum
}

// Objects are JSON whose keys have no order.
function canonical(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, canonical(inner)])
}
