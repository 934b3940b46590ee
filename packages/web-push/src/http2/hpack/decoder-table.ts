import { ENTRY_OVERHEAD } from './static-table.ts'

/** The dynamic table of a decoder (RFC 7541 section 2.3.2), newest entry first. */
export class DecoderTable {
  /** A ring: an entry counts at least 32, so there can be no more than this many. */
  readonly #names: string[]
  readonly #values: string[]
  readonly #mask: number
  #newest = 0
  #count = 0
  #size = 0
  #maxSize: number

  constructor(maxSize: number) {
    const places = 2 ** Math.ceil(Math.log2(Math.max(2, maxSize / ENTRY_OVERHEAD)))
    this.#names = Array.from({ length: places }, () => '')
    this.#values = Array.from({ length: places }, () => '')
    this.#mask = places - 1
    this.#maxSize = maxSize
  }

  get count(): number {
    return this.#count
  }

  /** The size of the entries, by RFC 7541 section 4.1. */
  get size(): number {
    return this.#size
  }

  /** `place` from 0, the newest, to `count` - 1. */
  name(place: number): string {
    return this.#names[(this.#newest - place) & this.#mask] as string
  }

  value(place: number): string {
    return this.#values[(this.#newest - place) & this.#mask] as string
  }

  /** An entry larger than the table only empties it (RFC 7541 section 4.4). */
  add(name: string, value: string): void {
    const size = name.length + value.length + ENTRY_OVERHEAD
    this.#evictTo(this.#maxSize - size)
    if (size <= this.#maxSize) {
      this.#newest = (this.#newest + 1) & this.#mask
      this.#names[this.#newest] = name
      this.#values[this.#newest] = value
      this.#count += 1
      this.#size += size
    }
  }

  /** Never more than the size that the table was made with. */
  resize(maxSize: number): void {
    this.#maxSize = maxSize
    this.#evictTo(maxSize)
  }

  #evictTo(size: number): void {
    while (this.#count > 0 && this.#size > size) {
      const oldest = (this.#newest - this.#count + 1) & this.#mask
      const [name, value] = [this.#names[oldest] as string, this.#values[oldest] as string]
      this.#size -= name.length + value.length + ENTRY_OVERHEAD
      this.#names[oldest] = ''
      this.#values[oldest] = ''
      this.#count -= 1
    }
  }
}
