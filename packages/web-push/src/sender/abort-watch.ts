import type { Exchange } from './exchange.ts'

/**
 * Aborts exchanges when their signal fires, with one listener a signal: thousands of sends may share one, and a signal
 * looks through all its listeners each time one is added.
 */
export class AbortWatch {
  readonly #watched = new Map<AbortSignal, { exchanges: Set<Exchange>; stop: () => void }>()

  add(signal: AbortSignal, exchange: Exchange): void {
    const known = this.#watched.get(signal)
    if (known !== undefined) {
      known.exchanges.add(exchange)
      return
    }
    const exchanges = new Set([exchange])
    const onAbort = (): void => {
      for (const each of exchanges) {
        each.fail('aborted', 'given up by the caller')
      }
    }
    signal.addEventListener('abort', onAbort, { once: true })
    this.#watched.set(signal, {
      exchanges,
      stop: () => signal.removeEventListener('abort', onAbort),
    })
  }

  delete(signal: AbortSignal, exchange: Exchange): void {
    const watched = this.#watched.get(signal)
    if (watched?.exchanges.delete(exchange) === true && watched.exchanges.size === 0) {
      watched.stop()
      this.#watched.delete(signal)
    }
  }
}
