import type { Exchange } from './exchange.ts'

interface Watched {
  /** In no order; each knows its place, so that none costs more than an assignment. */
  exchanges: Exchange[]
  stop: () => void
}

/**
 * Aborts exchanges when their signal fires, with one listener a signal: thousands of sends may share one, and a signal
 * looks through all its listeners each time one is added.
 */
export class AbortWatch {
  readonly #watched = new Map<AbortSignal, Watched>()

  add(signal: AbortSignal, exchange: Exchange): void {
    const watched = this.#watched.get(signal) ?? this.#watch(signal)
    exchange.abortPlace = watched.exchanges.length
    watched.exchanges.push(exchange)
  }

  delete(signal: AbortSignal, exchange: Exchange): void {
    const watched = this.#watched.get(signal)
    if (watched?.exchanges[exchange.abortPlace] !== exchange) {
      return
    }
    const last = watched.exchanges.pop() as Exchange
    if (last !== exchange) {
      watched.exchanges[exchange.abortPlace] = last
      last.abortPlace = exchange.abortPlace
    }
    if (watched.exchanges.length === 0) {
      watched.stop()
      this.#watched.delete(signal)
    }
  }

  #watch(signal: AbortSignal): Watched {
    const exchanges: Exchange[] = []
    const onAbort = (): void => {
      for (const each of exchanges.slice()) {
        each.fail('aborted', 'given up by the caller')
      }
    }
    signal.addEventListener('abort', onAbort, { once: true })
    const watched = { exchanges, stop: () => signal.removeEventListener('abort', onAbort) }
    this.#watched.set(signal, watched)
    return watched
  }
}
