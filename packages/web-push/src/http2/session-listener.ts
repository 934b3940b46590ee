import type { ClientStream } from './client-stream.ts'
import type { ResponseHead } from './response-head.ts'

/** Receives a session's events. A stream that ends, is reset or refused is no longer open when its event comes. */
export interface SessionListener<S extends ClientStream> {
  /** The peer's SETTINGS came, for the first time or again. */
  onSettings(): void
  /** `endsStream`: there is no body, and `onEnd` follows. */
  onHead(stream: S, head: ResponseHead, endsStream: boolean): void
  /** The bytes are only valid until this returns. */
  onData(stream: S, bytes: Buffer): void
  onEnd(stream: S): void
  /** The peer has reset the stream, with an error code of RFC 9113 section 7. */
  onReset(stream: S, code: number): void
  /** The answer broke a rule, and we have reset the stream. */
  onMalformed(stream: S, what: string): void
  /** The peer takes no more streams, and will not have looked at the refused ones (RFC 9113 section 6.8). */
  onGoaway(code: number, refused: readonly S[]): void
  /** The peer broke a rule that ends the connection. Nothing more comes. */
  onFault(message: string): void
}
