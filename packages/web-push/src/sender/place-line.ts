import type { Exchange, ExchangeHolder, ExchangeOwner } from './exchange.ts'
import { TimeoutQueue } from './timeout-queue.ts'

/** Exchanges whose origins have no connection yet, because there are as many as may be: first those of known origins. */
export class PlaceLine implements ExchangeHolder {
  readonly #milliseconds: number
  readonly #lines = new Map<string, TimeoutQueue<Exchange>>()
  #size = 0

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds
    // The order in which places are given.
    this.#lineOf('known')
  }

  get size(): number {
    return this.#size
  }

  /** `kind` is `known`, or the push service of an origin that never answered. */
  add(exchange: Exchange, kind: string): void {
    this.#size += 1
    exchange.holder = this
    this.#lineOf(kind).add(exchange)
  }

  release(exchange: Exchange): void {
    for (const line of this.#lines.values()) {
      if (line.delete(exchange)) {
        this.#size -= 1
      }
    }
  }

  /** Lets the first of each kind go while there is a place for it; `place` takes it where it returns an owner. */
  serve(place: (exchange: Exchange) => (ExchangeOwner & { send(exchange: Exchange): void }) | undefined): void {
    for (const line of this.#lines.values()) {
      for (let first = line.first(); first !== undefined; first = line.first()) {
        const owner = place(first)
        if (owner === undefined) {
          break
        }
        first.handBack()
        first.owner = owner
        owner.send(first)
      }
    }
  }

  #lineOf(kind: string): TimeoutQueue<Exchange> {
    let line = this.#lines.get(kind)
    if (line === undefined) {
      line = new TimeoutQueue(this.#milliseconds, (exchange) => {
        this.#size -= 1
        exchange.holder = undefined
        exchange.fail('timeout', 'waited too long for a connection', 'turn')
      })
      this.#lines.set(kind, line)
    }
    return line
  }
}
