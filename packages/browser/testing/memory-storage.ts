/** localStorage in memory; `refuse()` makes it throw like a browser that blocks site data. */
export class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>()
  #refuses = false;
  [name: string]: unknown

  refuse(): void {
    this.#refuses = true
  }

  get length(): number {
    return this.#open().size
  }

  key(index: number): string | null {
    return [...this.#open().keys()][index] ?? null
  }

  getItem(key: string): string | null {
    return this.#open().get(key) ?? null
  }

  setItem(key: string, value: string): void {
    this.#open().set(key, value)
  }

  removeItem(key: string): void {
    this.#open().delete(key)
  }

  clear(): void {
    this.#open().clear()
  }

  #open(): Map<string, string> {
    if (this.#refuses) throw new DOMException('The operation is insecure.', 'SecurityError')
    return this.#items
  }
}
