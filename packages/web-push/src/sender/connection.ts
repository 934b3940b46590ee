import type { Exchange } from './exchange.ts'

/** A way to one origin that can carry several exchanges at once. */
export interface Connection {
  readonly protocol: 'h2' | 'http/1.1'
  /** May take another exchange now. */
  readonly hasRoom: boolean
  /** Takes no more exchanges. */
  readonly isDraining: boolean
  start(exchange: Exchange): void
  /** Takes no more exchanges, and closes after the last one. */
  drain(): void
  /** Closes at once; what is under way fails. */
  destroy(): void
  /** Whether the process stays alive for it. */
  ref(): void
  unref(): void
}

/** Who uses a connection and hears of what happens to it. */
export interface ConnectionOwner {
  /** An exchange has left: settled, or given back by one of the two below right after. */
  onRelease(): void
  /** The peer has not looked at this request; it may be sent again elsewhere. */
  onRefused(exchange: Exchange): void
  /** The same, of a connection that closes in good order: servers do after some number of requests. */
  onHandedBack(exchange: Exchange): void
  /** There may be more room than before. */
  onRoom(): void
  /** Takes no more exchanges. */
  onDrain(connection: Connection): void
  onClose(connection: Connection): void
}
