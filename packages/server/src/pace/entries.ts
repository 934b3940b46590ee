import { isBelievable } from './cap.ts'
import type { Minute } from './local-days.ts'

/** How many subscribers share a row: their messages are read and written together (decision 31). */
export const NEIGHBOURS = 64
// A minute (4 bytes), and a mark of the notification (2), for each message that a person got.
const SLOT = 6
const MARKS = 65_536
const SEQUENCE = 10_000_000_000

/** Tells a notification from the others that a person gets in the same days. */
export interface Mark {
  mark: number
  /** When the notification was made: an older message is another's. */
  since: Minute
}

/**
 * The mark of a notification's number. On PostgreSQL a number begins with its day and ends with the number that it had
 * in a file that it came from, so that a store being moved keeps its marks.
 */
export function markOf(number: number): number {
  return (number % SEQUENCE) % MARKS
}

/** The row of a subscriber. */
export function blockOf(subscriber: number): number {
  return Math.floor(subscriber / NEIGHBOURS)
}

/** The rows of some subscribers, in order. */
export function blocksOf(subscribers: readonly number[]): number[] {
  return [...new Set(subscribers.map(blockOf))].toSorted((a, b) => a - b)
}

/** Rooms for `slots` messages of each neighbour. */
export function emptyBlock(slots: number): Uint8Array {
  return new Uint8Array(NEIGHBOURS * SLOT * slots)
}

/** The same messages in a block with room for `slots` of each: the newest, where they are fewer. */
export function resized(block: Uint8Array, slots: number): Uint8Array {
  const before = slotsOf(block)
  if (before === slots) return block
  const next = emptyBlock(slots)
  for (let neighbour = 0; neighbour < NEIGHBOURS; neighbour += 1) {
    const from = neighbour * SLOT * before
    const kept = Array.from({ length: before }, (_, slot) =>
      block.subarray(from + slot * SLOT, from + (slot + 1) * SLOT),
    )
      .filter((slot) => minuteAt(slot, 0) > 0)
      .toSorted((a, b) => minuteAt(b, 0) - minuteAt(a, 0))
      .slice(0, slots)
    kept.forEach((slot, index) => next.set(slot, (neighbour * slots + index) * SLOT))
  }
  return next
}

/** The messages of one subscriber in a block. */
export class Entry {
  readonly #block: Uint8Array
  readonly #from: number
  readonly #slots: number

  constructor(block: Uint8Array, subscriber: number) {
    this.#block = block
    this.#slots = slotsOf(block)
    this.#from = (subscriber % NEIGHBOURS) * this.#slots * SLOT
  }

  /** Puts the minutes of the messages into `minutes`. */
  read(minutes: Minute[]): void {
    minutes.length = 0
    for (let slot = 0; slot < this.#slots; slot += 1) {
      const minute = minuteAt(this.#block, this.#from + slot * SLOT)
      if (minute > 0) minutes.push(minute)
    }
  }

  /** Whether a place was taken for this notification. */
  has(own: Mark, now: Minute): boolean {
    return this.#find(own, now) !== undefined
  }

  /** Takes a place for it: a free one, or that of the oldest message. */
  add({ mark }: Mark, now: Minute): void {
    let place = this.#from
    let oldest = Number.POSITIVE_INFINITY
    for (let slot = 0; slot < this.#slots; slot += 1) {
      const at = this.#from + slot * SLOT
      const minute = minuteAt(this.#block, at)
      const age = isBelievable(minute, now) ? minute : 0
      if (age < oldest) [place, oldest] = [at, age]
    }
    write(this.#block, place, now, mark)
  }

  /** Gives its place back. */
  remove(own: Mark, now: Minute): boolean {
    const place = this.#find(own, now)
    if (place === undefined) return false
    write(this.#block, place, 0, 0)
    return true
  }

  #find({ mark, since }: Mark, now: Minute): number | undefined {
    for (let slot = 0; slot < this.#slots; slot += 1) {
      const at = this.#from + slot * SLOT
      const minute = minuteAt(this.#block, at)
      if (minute >= since && isBelievable(minute, now) && markAt(this.#block, at) === mark) return at
    }
    return undefined
  }
}

export function slotsOf(block: Uint8Array): number {
  return block.length / NEIGHBOURS / SLOT
}

function minuteAt(bytes: Uint8Array, at: number): Minute {
  return (
    ((bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)) >>>
    0
  )
}

function markAt(bytes: Uint8Array, at: number): number {
  return (bytes[at + 4] as number) | ((bytes[at + 5] as number) << 8)
}

function write(bytes: Uint8Array, at: number, minute: Minute, mark: number): void {
  bytes[at] = minute & 0xff
  bytes[at + 1] = (minute >>> 8) & 0xff
  bytes[at + 2] = (minute >>> 16) & 0xff
  bytes[at + 3] = (minute >>> 24) & 0xff
  bytes[at + 4] = mark & 0xff
  bytes[at + 5] = mark >>> 8
}
