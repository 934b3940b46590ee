import { ConnectionFault, ErrorCode } from './wire/fault.ts'

/**
 * Far more than the field list that we accept. An answer with more fields has failed, but its block has to be decoded
 * all the same, or the table is lost, and the connection with it: one bad answer would fail all others, at each retry.
 */
const MAX_LENGTH = 2 ** 21
/** The CONTINUATION flood (CVE-2024-27316 and others) is made of very many small frames: only some may be small. */
const FEW_PARTS = 32
const LEAST_MEAN_LENGTH = 1024

/** A header block that comes in parts (RFC 9113 section 6.10), put together within bounds. */
export class HeaderBlock {
  #streamId = 0
  #endsStream = false
  #parts: Buffer[] = []
  #length = 0

  /** Nothing but its CONTINUATION may come while this is true. */
  get isOpen(): boolean {
    return this.#streamId !== 0
  }

  get streamId(): number {
    return this.#streamId
  }

  get endsStream(): boolean {
    return this.#endsStream
  }

  begin(streamId: number, endsStream: boolean): void {
    this.#streamId = streamId
    this.#endsStream = endsStream
  }

  /** @throws ConnectionFault when the block grows beyond all measure */
  add(bytes: Buffer, start: number, end: number): void {
    this.#parts.push(Buffer.from(bytes.subarray(start, end)))
    this.#length += end - start
    const mostParts = FEW_PARTS + this.#length / LEAST_MEAN_LENGTH
    if (this.#length > MAX_LENGTH || this.#parts.length > mostParts) {
      throw new ConnectionFault(ErrorCode.enhanceYourCalm, 'a header block without measure')
    }
  }

  /** The whole block, which is forgotten here. */
  take(): Buffer {
    const block = Buffer.concat(this.#parts, this.#length)
    this.#streamId = 0
    this.#parts = []
    this.#length = 0
    return block
  }
}
