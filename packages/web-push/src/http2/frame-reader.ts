import { ConnectionFault, ErrorCode } from './wire/fault.ts'
import { DEFAULT_MAX_FRAME_SIZE, FRAME_HEADER_LENGTH } from './wire/frame.ts'

export interface FrameSink {
  /** The payload is `bytes` from `start` to `end`, and only valid until this returns. */
  onFrame(type: number, flags: number, streamId: number, bytes: Buffer, start: number, end: number): void
}

/**
 * Cuts a stream of bytes into frames (RFC 9113 section 4.1). A whole frame is passed on without a copy; a frame in
 * parts is assembled in a buffer for one frame, which bounds the memory that a peer can use.
 */
export class FrameReader {
  readonly #sink: FrameSink
  #partial: Buffer | undefined
  #filled = 0

  constructor(sink: FrameSink) {
    this.#sink = sink
  }

  /** @throws ConnectionFault when a frame is longer than we allow, and any error of the sink */
  read(bytes: Buffer): void {
    let offset = this.#filled > 0 ? this.#complete(bytes) : 0
    while (offset < bytes.length) {
      const left = bytes.length - offset
      const length =
        left < FRAME_HEADER_LENGTH ? FRAME_HEADER_LENGTH : FRAME_HEADER_LENGTH + payloadLength(bytes, offset)
      if (left < length) {
        this.#keep(bytes, offset, bytes.length)
        return
      }
      this.#emit(bytes, offset, offset + length)
      offset += length
    }
  }

  /** Continues the frame that has begun; returns how many of these bytes belonged to it. */
  #complete(bytes: Buffer): number {
    const partial = this.#partial as Buffer
    let offset = 0
    if (this.#filled < FRAME_HEADER_LENGTH) {
      offset = this.#keep(bytes, 0, FRAME_HEADER_LENGTH - this.#filled)
      if (this.#filled < FRAME_HEADER_LENGTH) {
        return offset
      }
    }
    const length = FRAME_HEADER_LENGTH + payloadLength(partial, 0)
    offset += this.#keep(bytes, offset, offset + length - this.#filled)
    if (this.#filled === length) {
      this.#filled = 0
      this.#emit(partial, 0, length)
    }
    return offset
  }

  #keep(bytes: Buffer, start: number, end: number): number {
    this.#partial ??= Buffer.allocUnsafeSlow(FRAME_HEADER_LENGTH + DEFAULT_MAX_FRAME_SIZE)
    const copied = bytes.copy(this.#partial, this.#filled, start, end)
    this.#filled += copied
    return copied
  }

  #emit(bytes: Buffer, start: number, end: number): void {
    const streamId =
      (((bytes[start + 5] as number) & 0x7f) << 24) |
      ((bytes[start + 6] as number) << 16) |
      ((bytes[start + 7] as number) << 8) |
      (bytes[start + 8] as number)
    this.#sink.onFrame(
      bytes[start + 3] as number,
      bytes[start + 4] as number,
      streamId,
      bytes,
      start + FRAME_HEADER_LENGTH,
      end,
    )
  }
}

function payloadLength(bytes: Buffer, offset: number): number {
  const length =
    ((bytes[offset] as number) << 16) | ((bytes[offset + 1] as number) << 8) | (bytes[offset + 2] as number)
  if (length > DEFAULT_MAX_FRAME_SIZE) {
    throw new ConnectionFault(ErrorCode.frameSizeError, `a frame of ${length} bytes`)
  }
  return length
}
