/** One request and its answer, as the session sees them. The session's user extends it with its own fields. */
export class ClientStream {
  /** 0 until it is begun. */
  id = 0
  /** Whether the session still has it: neither ended, nor reset, nor handed back. */
  isOpen = false
  /** The send window, in octets; may be negative (RFC 9113 section 6.9.2). */
  sendWindow = 0
  /** The unsent part is `body` from `sent`. */
  body: Uint8Array | undefined
  sent = 0
  hasHead = false
  /** Octets of the answer's body, padding included, since the last WINDOW_UPDATE. */
  received = 0
}
