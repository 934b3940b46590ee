import { ENTRY_OVERHEAD } from './static-table.ts'

/**
 * The fields of one header block, in the memory of the one before. Beyond its limit it only counts, so that a peer's
 * memory use is bounded.
 */
export class FieldList {
  /** The first `length` are of this block. */
  readonly names: string[] = []
  readonly values: string[] = []
  readonly #maxSize: number
  #length = 0
  #size = 0

  /**
   * `maxSize` as SETTINGS_MAX_HEADER_LIST_SIZE counts it: names, values, and 32 for each field
   * (RFC 9113 section 6.5.2).
   */
  constructor(maxSize: number) {
    this.#maxSize = maxSize
  }

  get length(): number {
    return this.#length
  }

  get isTooLarge(): boolean {
    return this.#size > this.#maxSize
  }

  clear(): void {
    this.#length = 0
    this.#size = 0
  }

  push(name: string, value: string): void {
    this.#size += name.length + value.length + ENTRY_OVERHEAD
    if (!this.isTooLarge) {
      this.names[this.#length] = name
      this.values[this.#length] = value
      this.#length += 1
    }
  }
}
