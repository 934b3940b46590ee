import { ConnectionFault, ErrorCode } from '../wire/fault.ts'
import { DecoderTable } from './decoder-table.ts'
import type { FieldList } from './field-list.ts'
import { decodeHuffman } from './huffman-decoder.ts'
import { RecentStrings } from './recent-strings.ts'
import { STATIC_TABLE } from './static-table.ts'

/** Above any meaningful length or index; RFC 7541 section 5.1 requires a limit. */
const MAX_INTEGER = 2 ** 21
const SCRATCH_SIZE = 4096

/** Decodes the header blocks of one connection, all of them and in order (RFC 7541). */
export class HeaderDecoder {
  readonly #table: DecoderTable
  readonly #maxTableSize: number
  readonly #scratch = Buffer.allocUnsafeSlow(SCRATCH_SIZE)
  readonly #recent = new RecentStrings()
  #bytes: Buffer = this.#scratch
  #at = 0
  #end = 0

  /** `maxTableSize` is our SETTINGS_HEADER_TABLE_SIZE, 4096 by default. */
  constructor(maxTableSize: number) {
    this.#table = new DecoderTable(maxTableSize)
    this.#maxTableSize = maxTableSize
  }

  /** The dynamic table's entries, newest first, and their size. */
  get table(): { size: number; entries: [name: string, value: string][] } {
    const table = this.#table
    const entries = Array.from({ length: table.count }, (_, place): [string, string] => [
      table.name(place),
      table.value(place),
    ])
    return { size: table.size, entries }
  }

  /**
   * Adds the fields of the block that `bytes` has from `start` to `end`.
   *
   * @throws ConnectionFault when the block is malformed: the table is then lost, and the connection with it
   */
  decode(bytes: Buffer, start: number, end: number, fields: FieldList): void {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
    let mayResize = true
    while (this.#at < end) {
      const first = bytes[this.#at] as number
      if (first >= 0x80) {
        this.#addIndexed(this.#integer(7), fields)
      } else if (first >= 0x40) {
        this.#addLiteral(this.#integer(6), fields, true)
      } else if (first < 0x20) {
        // Without indexing, or never indexed: the same for a client that does not forward it.
        this.#addLiteral(this.#integer(4), fields, false)
      } else if (mayResize) {
        this.#resize(this.#integer(5))
        continue
      } else {
        throw malformed('a table size update in the middle of a block')
      }
      mayResize = false
    }
    this.#bytes = this.#scratch
  }

  #addIndexed(index: number, fields: FieldList): void {
    if (index === 0) {
      throw malformed('index 0')
    }
    const known = STATIC_TABLE[index - 1]
    if (known === undefined) {
      const place = this.#place(index)
      fields.push(this.#table.name(place), this.#table.value(place))
    } else {
      fields.push(known[0], known[1])
    }
  }

  #addLiteral(index: number, fields: FieldList, isIndexed: boolean): void {
    const name = index === 0 ? this.#string() : this.#name(index)
    const value = this.#string(index)
    if (isIndexed) {
      this.#table.add(name, value)
    }
    fields.push(name, value)
  }

  #resize(size: number): void {
    if (size > this.#maxTableSize) {
      throw malformed('a table larger than allowed')
    }
    this.#table.resize(size)
  }

  #name(index: number): string {
    return STATIC_TABLE[index - 1]?.[0] ?? this.#table.name(this.#place(index))
  }

  #place(index: number): number {
    const place = index - 1 - STATIC_TABLE.length
    if (place >= this.#table.count) {
      throw malformed(`nothing has index ${index}`)
    }
    return place
  }

  /** RFC 7541 section 5.1. */
  #integer(prefixBits: number): number {
    const prefix = (1 << prefixBits) - 1
    let value = (this.#bytes[this.#at++] as number) & prefix
    if (value < prefix) {
      return value
    }
    for (let shift = 0; this.#at < this.#end; shift += 7) {
      const byte = this.#bytes[this.#at++] as number
      value += (byte & 127) << shift
      if (value > MAX_INTEGER || shift > 14) {
        throw malformed('an integer without measure')
      }
      if (byte < 128) {
        return value
      }
    }
    throw malformed('it ends in an integer')
  }

  /**
   * RFC 7541 section 5.2. Octets above 127 become the characters of the same number, as in Node. `name`: the static
   * index of the name whose value this is.
   */
  #string(name = 0): string {
    if (this.#at >= this.#end) {
      throw malformed('it ends before a string')
    }
    const isHuffman = (this.#bytes[this.#at] as number) >= 0x80
    const length = this.#integer(7)
    const start = this.#at
    this.#at += length
    if (this.#at > this.#end) {
      throw malformed('it ends in a string')
    }
    const mayRecur = name > 0 && name <= STATIC_TABLE.length
    const place = 2 * name + Number(isHuffman)
    const recent = mayRecur ? this.#recent.find(place, this.#bytes, start, this.#at) : undefined
    if (recent !== undefined) {
      return recent
    }
    const text = isHuffman ? this.#huffman(start, length) : this.#bytes.toString('latin1', start, this.#at)
    if (mayRecur) {
      this.#recent.keep(place, this.#bytes, start, this.#at, text)
    }
    return text
  }

  #huffman(start: number, length: number): string {
    // The shortest code has five bits.
    const most = Math.ceil((length * 8) / 5)
    const target = most <= SCRATCH_SIZE ? this.#scratch : Buffer.allocUnsafe(most)
    return target.toString('latin1', 0, decodeHuffman(this.#bytes, start, this.#at, target))
  }
}

function malformed(what: string): ConnectionFault {
  return new ConnectionFault(ErrorCode.compressionError, `a malformed header block: ${what}`)
}
