import type { Output } from '../wire/output.ts'
import { EncoderTable } from './encoder-table.ts'
import { STATIC_NAMES } from './static-table.ts'

/** The most we use of what the peer offers; the size that all begin with. */
const MAX_TABLE_SIZE = 4096
/** Blocks between two that make room for a new entry by dropping old ones. */
const BLOCKS_BETWEEN_EVICTIONS = 32
/** Different in every message, so that it would only evict entries that repeat. */
const NEVER_AGAIN: ReadonlySet<string> = new Set(['topic'])
/** An upper bound for a length, an index and their first bits. */
const OVERHEAD = 12

const INDEXED = { prefix: 7, flags: 0x80 } as const
const WITH_INDEXING = { prefix: 6, flags: 0x40 } as const
const SIZE_UPDATE = { prefix: 5, flags: 0x20 } as const
const WITHOUT_INDEXING = { prefix: 4, flags: 0x00 } as const
const PLAIN_STRING = { prefix: 7, flags: 0x00 } as const

/**
 * Encodes the header blocks of one connection (RFC 7541). A field that was sent before is one or two bytes; a new one
 * goes into the table, `authorization` too: it is the same for all messages with one VAPID key, and 400 bytes long.
 * When there are more different values than the table holds, most are sent as literals, so that it is not refilled with
 * every message.
 */
export class HeaderEncoder {
  readonly #table = new EncoderTable()
  #peerLimit = MAX_TABLE_SIZE
  /** The lowest size since the last block; below `#announced` it has to be announced to the peer. */
  #lowest = MAX_TABLE_SIZE
  #announced = MAX_TABLE_SIZE
  #block = 0
  #nextEviction = 0

  constructor() {
    this.#table.resize(MAX_TABLE_SIZE)
  }

  /** The peer's SETTINGS_HEADER_TABLE_SIZE, which may change at any time. */
  limitTable(size: number): void {
    this.#peerLimit = Math.min(size, MAX_TABLE_SIZE)
    this.#resize(this.#peerLimit)
  }

  /** Drops a block that was begun and will not be sent. The peer will not see the entries it put into the table. */
  abandon(): void {
    this.#resize(0)
    this.#resize(this.#peerLimit)
    // Nor its announcement of the size.
    this.#announced = Number.POSITIVE_INFINITY
  }

  /** To be called before the fields of each block: announces changes of the table size (RFC 7541 section 4.2). */
  begin(output: Output): void {
    this.#block += 1
    const { maxSize } = this.#table
    if (this.#lowest < this.#announced && this.#lowest < maxSize) {
      this.#integer(output, SIZE_UPDATE, this.#lowest)
    }
    if (this.#lowest < this.#announced || maxSize !== this.#announced) {
      this.#integer(output, SIZE_UPDATE, maxSize)
      this.#announced = maxSize
    }
    this.#lowest = maxSize
  }

  /** A field whose name and value are in the static table. */
  static(output: Output, index: number): void {
    this.#integer(output, INDEXED, index)
  }

  /** Writes a field that was sent before and is in the table; false, and nothing written, for any other. */
  known(output: Output, name: string, value: string): boolean {
    const index = this.#table.indexOf(name, value)
    if (index !== undefined) {
      this.#integer(output, INDEXED, index)
    }
    return index !== undefined
  }

  /** A name in lower case and a value, both of which have been checked. */
  field(output: Output, name: string, value: string): void {
    if (this.known(output, name, value)) {
      return
    }
    if (this.#mayAdd(name, value)) {
      this.#literal(output, WITH_INDEXING, name, value)
      this.#table.add(name, value)
    } else {
      this.#literal(output, WITHOUT_INDEXING, name, value)
    }
  }

  /** A field that differs from message to message, such as a path. */
  unindexed(output: Output, name: string, value: string): void {
    this.#literal(output, WITHOUT_INDEXING, name, value)
  }

  #mayAdd(name: string, value: string): boolean {
    const { size, maxSize } = this.#table
    const added = this.#table.sizeOf(name, value)
    if (added > maxSize || NEVER_AGAIN.has(name)) {
      return false
    }
    if (size + added <= maxSize) {
      return true
    }
    const mayEvict = this.#block >= this.#nextEviction
    if (mayEvict) {
      this.#nextEviction = this.#block + BLOCKS_BETWEEN_EVICTIONS
    }
    return mayEvict
  }

  #resize(size: number): void {
    this.#table.resize(size)
    this.#lowest = Math.min(this.#lowest, size)
  }

  #literal(output: Output, form: Form, name: string, value: string): void {
    const nameIndex = STATIC_NAMES.get(name)
    if (nameIndex === undefined) {
      this.#integer(output, form, 0)
      this.#string(output, name)
    } else {
      this.#integer(output, form, nameIndex)
    }
    this.#string(output, value)
  }

  /**
   * Without Huffman coding: it would save a quarter of a path, and cost more than encrypting and sending that quarter.
   */
  #string(output: Output, text: string): void {
    this.#integer(output, PLAIN_STRING, text.length)
    output.reserve(text.length)
    output.length += output.bytes.write(text, output.length, text.length, 'latin1')
  }

  /** RFC 7541 section 5.1. */
  #integer(output: Output, { prefix, flags }: Form, value: number): void {
    output.reserve(OVERHEAD)
    const { bytes } = output
    const most = (1 << prefix) - 1
    if (value < most) {
      bytes[output.length++] = flags | value
      return
    }
    bytes[output.length++] = flags | most
    let rest = value - most
    while (rest >= 128) {
      bytes[output.length++] = (rest & 127) | 128
      rest >>>= 7
    }
    bytes[output.length++] = rest
  }
}

interface Form {
  readonly prefix: number
  readonly flags: number
}
