import { ENTRY_OVERHEAD, STATIC_TABLE } from './static-table.ts'

interface Entry {
  name: string
  value: string
}

/** The dynamic table of an encoder (RFC 7541 section 2.3.2), with an index of its entries. */
export class EncoderTable {
  /** Oldest first. */
  readonly #entries: Entry[] = []
  /** Name, value, and how many entries were added before. */
  readonly #index = new Map<string, Map<string, number>>()
  #added = 0
  #size = 0
  #maxSize = 0

  get size(): number {
    return this.#size
  }

  get maxSize(): number {
    return this.#maxSize
  }

  /** The index that a field has on the wire; undefined when it is not in the table. */
  indexOf(name: string, value: string): number | undefined {
    const number = this.#index.get(name)?.get(value)
    return number === undefined ? undefined : STATIC_TABLE.length + this.#added - number
  }

  /** The size of an entry (RFC 7541 section 4.1); names and values have one octet a character. */
  sizeOf(name: string, value: string): number {
    return name.length + value.length + ENTRY_OVERHEAD
  }

  /** Evicts as many as needed. An entry larger than the table may not be added. */
  add(name: string, value: string): void {
    const size = this.sizeOf(name, value)
    this.#evictTo(this.#maxSize - size)
    this.#entries.push({ name, value })
    const values = this.#index.get(name)
    if (values === undefined) {
      this.#index.set(name, new Map([[value, this.#added]]))
    } else {
      values.set(value, this.#added)
    }
    this.#added += 1
    this.#size += size
  }

  resize(maxSize: number): void {
    this.#maxSize = maxSize
    this.#evictTo(maxSize)
  }

  #evictTo(size: number): void {
    while (this.#size > size) {
      const { name, value } = this.#entries.shift() as Entry
      const values = this.#index.get(name) as Map<string, number>
      values.delete(value)
      if (values.size === 0) {
        this.#index.delete(name)
      }
      this.#size -= this.sizeOf(name, value)
    }
  }
}
