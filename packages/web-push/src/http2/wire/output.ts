import { FRAME_HEADER_LENGTH } from './frame.ts'

const FIRST_SIZE = 8_192
/** A buffer that has grown beyond this is released after use. */
const MOST_KEPT = 131_072

/**
 * An output buffer whose memory is reused: while one piece is being written, the next is filled. `bytes` and `length`
 * are open so that encoders write without a call for each byte; `reserve` first.
 */
export class Output {
  bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_SIZE)
  length = 0
  #taken: Buffer | undefined
  #spare: Buffer | undefined

  /** Makes room for so many bytes more; `bytes` may be another object afterwards. */
  reserve(count: number): void {
    const needed = this.length + count
    if (needed > this.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
      this.bytes.copy(grown, 0, 0, this.length)
      this.bytes = grown
    }
  }

  frameHeader(length: number, type: number, flags: number, streamId: number): void {
    this.reserve(FRAME_HEADER_LENGTH)
    this.writeFrameHeader(this.length, length, type, flags, streamId)
    this.length += FRAME_HEADER_LENGTH
  }

  /** The same at a place that was left free for it. */
  writeFrameHeader(at: number, length: number, type: number, flags: number, streamId: number): void {
    const { bytes } = this
    bytes[at] = length >>> 16
    bytes[at + 1] = (length >>> 8) & 255
    bytes[at + 2] = length & 255
    bytes[at + 3] = type
    bytes[at + 4] = flags
    writeUint32(bytes, at + 5, streamId)
  }

  uint16(value: number): void {
    this.reserve(2)
    this.bytes[this.length] = value >>> 8
    this.bytes[this.length + 1] = value & 255
    this.length += 2
  }

  uint32(value: number): void {
    this.reserve(4)
    writeUint32(this.bytes, this.length, value)
    this.length += 4
  }

  copy(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start)
    if (source instanceof Buffer) {
      source.copy(this.bytes, this.length, start, end)
    } else {
      this.bytes.set(source.subarray(start, end), this.length)
    }
    this.length += end - start
  }

  /** Takes the buffered bytes, valid until `giveBack`; nothing else may be taken before. */
  take(): Buffer {
    const taken = this.bytes
    const piece = taken.subarray(0, this.length)
    this.#taken = taken
    this.bytes = this.#spare ?? Buffer.allocUnsafeSlow(FIRST_SIZE)
    this.#spare = undefined
    this.length = 0
    return piece
  }

  /** The taken bytes are written, and their memory is free. */
  giveBack(): void {
    if (this.#taken !== undefined && this.#taken.length <= MOST_KEPT) {
      this.#spare = this.#taken
    }
    this.#taken = undefined
  }
}

function writeUint32(bytes: Buffer, at: number, value: number): void {
  bytes[at] = value >>> 24
  bytes[at + 1] = (value >>> 16) & 255
  bytes[at + 2] = (value >>> 8) & 255
  bytes[at + 3] = value & 255
}
