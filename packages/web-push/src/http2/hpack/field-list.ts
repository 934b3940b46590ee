import { ENTRY_OVERHEAD } from './static-table.ts'

/** The fields of one header block. Beyond its limit it only counts, so that a peer's memory use is bounded. */
export class FieldList {
  readonly names: string[] = []
  readonly values: string[] = []
  readonly #maxSize: number
  #size = 0

  /**
   * `maxSize` as SETTINGS_MAX_HEADER_LIST_SIZE counts it: names, values, and 32 for each field
   * (RFC 9113 section 6.5.2).
   */
  constructor(maxSize: number) {
    this.#maxSize = maxSize
  }

  get isTooLarge(): boolean {
    return this.#size > this.#maxSize
  }

  clear(): void {
    this.names.length = 0
    this.values.length = 0
    this.#size = 0
  }

  push(name: string, value: string): void {
    this.#size += name.length + value.length + ENTRY_OVERHEAD
    if (!this.isTooLarge) {
      this.names.push(name)
      this.values.push(value)
    }
  }
}
