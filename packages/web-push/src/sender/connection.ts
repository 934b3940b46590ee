import type { Exchange } from './exchange.ts'

/** A connection to one origin that can carry several exchanges at once. */
export interface Connection {
  readonly protocol: 'h2' | 'http/1.1'
  /** May take another exchange now. */
  readonly hasRoom: boolean
  /** Takes no more exchanges. */
  readonly isDraining: boolean
  start(exchange: Exchange): void
  /** Takes no more exchanges, and closes after the last one. */
  drain(): void
  /** Closes at once; exchanges under way fail. */
  destroy(): void
  /** Whether it keeps the process alive. */
  ref(): void
  unref(): void
}

/** Receives a connection's events. */
export interface ConnectionOwner {
  /** An exchange has left: it settled, or one of the two below gives it back right after. */
  onRelease(): void
  /** The peer has not looked at this request; it may be sent again elsewhere. */
  onRefused(exchange: Exchange): void
  /** The same for a connection that closes in good order, as servers do after some number of requests. */
  onHandedBack(exchange: Exchange): void
  /** There may be more room than before. */
  onRoom(): void
  /** Takes no more exchanges. */
  onDrain(connection: Connection): void
  onClose(connection: Connection): void
}
