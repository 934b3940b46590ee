import type { Exchange, ExchangeHolder } from './exchange.ts'
import { ClientStream } from '../http2/client-stream.ts'

/** An exchange as a stream of HTTP/2. */
export class ExchangeStream extends ClientStream implements ExchangeHolder {
  readonly exchange: Exchange
  readonly #connection: { leave(stream: ExchangeStream): void }

  constructor(exchange: Exchange, connection: { leave(stream: ExchangeStream): void }) {
    super()
    this.exchange = exchange
    this.#connection = connection
  }

  release(): void {
    this.#connection.leave(this)
  }
}
