/**
 * As much of IndexedDB as Belfry uses, in memory: structured clones, one transaction after another,
 * events in their order. `health` makes it refuse or hang as browsers do in their private modes.
 */
export class MemoryIndexedDb {
  health: 'well' | 'refuses' | 'hangs' = 'well'
  readonly #databases = new Map<string, Tables>()
  #turn: Promise<void> = Promise.resolve()

  /** To pass where an IDBFactory is wanted. */
  get factory(): IDBFactory {
    return this as unknown as IDBFactory
  }

  clear(): void {
    this.#databases.clear()
  }

  open(name: string): Request {
    const request = new Request()
    setImmediate(() => {
      if (this.health === 'refuses') request.fire('error')
      if (this.health !== 'well') return
      const isNew = !this.#databases.has(name)
      const tables: Tables = this.#databases.get(name) ?? new Map()
      this.#databases.set(name, tables)
      request.result = new Database(tables, (work) => {
        this.#turn = this.#turn.then(work)
      })
      if (isNew) request.fire('upgradeneeded')
      request.fire('success')
    })
    return request
  }
}

type Tables = Map<string, Map<string, unknown>>
type TakeTurn = (work: () => Promise<void>) => void

class Request extends EventTarget {
  result: unknown

  fire(type: string): void {
    this.dispatchEvent(new Event(type))
  }
}

class Database {
  readonly #tables: Tables
  readonly #takeTurn: TakeTurn
  #closed = false

  constructor(tables: Tables, takeTurn: TakeTurn) {
    this.#tables = tables
    this.#takeTurn = takeTurn
  }

  createObjectStore(name: string): void {
    this.#tables.set(name, new Map())
  }

  transaction(name: string): Transaction {
    const table = this.#tables.get(name)
    if (this.#closed || !table) throw new DOMException(name, 'NotFoundError')
    return new Transaction(table, this.#takeTurn)
  }

  close(): void {
    this.#closed = true
  }
}

class Transaction {
  readonly #table: Map<string, unknown>
  readonly #waiting: (() => void)[] = []

  constructor(table: Map<string, unknown>, takeTurn: TakeTurn) {
    this.#table = table
    takeTurn(() => this.#run())
  }

  objectStore(): this {
    return this
  }

  get(key: string): Request {
    return this.#request(() => structuredClone(this.#table.get(key)))
  }

  put(value: unknown, key: string): Request {
    const copy: unknown = structuredClone(value)
    return this.#request(() => void this.#table.set(key, copy))
  }

  #request(work: () => unknown): Request {
    const request = new Request()
    this.#waiting.push(() => {
      request.result = work()
      request.fire('success')
    })
    return request
  }

  async #run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      next()
      // A listener may ask for more before the transaction is over.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}
