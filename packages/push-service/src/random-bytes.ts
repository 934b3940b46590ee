import { randomBytes } from 'node:crypto'

const block = 4096

/** Random bytes, drawn in blocks: each call of node:crypto takes 2 µs, and each message has an id. */
export function createRandomBytes(): (bytes: number) => Buffer {
  let drawn = Buffer.alloc(0)
  let used = 0
  return (bytes) => {
    if (bytes > block) return randomBytes(bytes)
    if (used + bytes > drawn.length) {
      drawn = randomBytes(block)
      used = 0
    }
    used += bytes
    return drawn.subarray(used - bytes, used)
  }
}
