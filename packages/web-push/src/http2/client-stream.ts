/** One request and its answer, as the session sees them. Who uses the session extends it with what it needs to know. */
export class ClientStream {
  /** 0 until it is begun. */
  id = 0
  /** Whether the session still has it: neither ended, nor reset, nor handed back. */
  isOpen = false
  /** What the peer takes of this body before it says more; may be negative (RFC 9113 section 6.9.2). */
  sendWindow = 0
  /** What is still to be sent: `body` from `sent`. */
  body: Uint8Array | undefined
  sent = 0
  hasHead = false
  /** Octets of the answer's body, padding included, since the peer was last given room. */
  received = 0
}
