import { ConnectionFault, ErrorCode } from './wire/fault.ts'
import { FrameReader } from './frame-reader.ts'
import type { FrameSink } from './frame-reader.ts'
import { Flag, FrameType } from './wire/frame.ts'
import { HeaderBlock } from './header-block.ts'

/** Receives parsed frames. Bytes are only valid until a method returns. */
export interface FrameHandler {
  /** `length` includes the padding, `bytes` does not. */
  onData(streamId: number, endsStream: boolean, length: number, bytes: Buffer): void
  /** A whole header block, from `start` to `end`. */
  onBlock(streamId: number, endsStream: boolean, bytes: Buffer, start: number, end: number): void
  onRstStream(streamId: number, code: number): void
  onSettings(bytes: Buffer, start: number, end: number): void
  onPing(bytes: Buffer, start: number, end: number): void
  onGoaway(lastStreamId: number, code: number): void
  onWindowUpdate(streamId: number, increment: number): void
  /** A frame that has no meaning for us. */
  onIdle(): void
}

/**
 * Turns bytes from a server into frames, and checks all of a frame that needs no knowledge of the streams: its length,
 * whether it belongs to a stream, the order of frames (RFC 9113 section 6).
 */
export class FrameParser implements FrameSink {
  readonly #handler: FrameHandler
  readonly #reader = new FrameReader(this)
  readonly #block = new HeaderBlock()
  #hasSettings = false

  constructor(handler: FrameHandler) {
    this.#handler = handler
  }

  /** @throws ConnectionFault when the peer breaks a rule, and any error of the handler */
  read(bytes: Buffer): void {
    this.#reader.read(bytes)
  }

  onFrame(type: number, flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    if (!this.#hasSettings && (type !== FrameType.settings || hasFlag(flags, Flag.ack))) {
      throw broken('the first frame is not SETTINGS')
    }
    const isDue = type === FrameType.continuation && streamId === this.#block.streamId
    if (this.#block.isOpen && !isDue) {
      throw broken('a header block is interrupted')
    }
    switch (type) {
      case FrameType.data: {
        demandStream(streamId)
        // Of DATA, 0x20 is no flag that means anything.
        const [from, to] = content(flags & ~Flag.priority, bytes, start, end)
        const endsStream = hasFlag(flags, Flag.endStream)
        this.#handler.onData(streamId, endsStream, end - start, bytes.subarray(from, to))
        break
      }
      case FrameType.headers:
        this.#onHeaders(flags, streamId, bytes, start, end)
        break
      case FrameType.rstStream:
        demandStream(streamId)
        demandLength(end - start === 4)
        this.#handler.onRstStream(streamId, bytes.readUInt32BE(start))
        break
      case FrameType.settings:
        this.#onSettings(flags, streamId, bytes, start, end)
        break
      case FrameType.pushPromise:
        throw broken('PUSH_PROMISE, which we have forbidden')
      case FrameType.ping:
        this.#onPing(flags, streamId, bytes, start, end)
        break
      case FrameType.goaway:
        demandConnection(streamId)
        demandLength(end - start >= 8)
        this.#handler.onGoaway(uint31(bytes, start), bytes.readUInt32BE(start + 4))
        break
      case FrameType.windowUpdate:
        demandLength(end - start === 4)
        this.#handler.onWindowUpdate(streamId, uint31(bytes, start))
        break
      case FrameType.continuation:
        this.#onContinuation(flags, bytes, start, end)
        break
      case FrameType.priority:
        demandStream(streamId)
        demandLength(end - start === 5)
        this.#handler.onIdle()
        break
      default:
        // Extensions are ignored (section 5.5).
        this.#handler.onIdle()
    }
  }

  #onHeaders(flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    demandStream(streamId)
    const [from, to] = content(flags, bytes, start, end)
    const endsStream = hasFlag(flags, Flag.endStream)
    if (hasFlag(flags, Flag.endHeaders)) {
      this.#handler.onBlock(streamId, endsStream, bytes, from, to)
    } else {
      this.#block.begin(streamId, endsStream)
      this.#block.add(bytes, from, to)
    }
  }

  #onContinuation(flags: number, bytes: Buffer, start: number, end: number): void {
    if (!this.#block.isOpen) {
      throw broken('CONTINUATION of nothing')
    }
    const { streamId, endsStream } = this.#block
    this.#block.add(bytes, start, end)
    if (hasFlag(flags, Flag.endHeaders)) {
      const block = this.#block.take()
      this.#handler.onBlock(streamId, endsStream, block, 0, block.length)
    }
  }

  #onSettings(flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    demandConnection(streamId)
    if (hasFlag(flags, Flag.ack)) {
      demandLength(end === start)
      this.#handler.onIdle()
    } else {
      this.#hasSettings = true
      this.#handler.onSettings(bytes, start, end)
    }
  }

  #onPing(flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    demandConnection(streamId)
    demandLength(end - start === 8)
    if (hasFlag(flags, Flag.ack)) {
      this.#handler.onIdle()
    } else {
      this.#handler.onPing(bytes, start, end)
    }
  }
}

/** Where the payload of DATA or HEADERS is, without padding (section 6.1) and priority (section 6.2). */
function content(flags: number, bytes: Buffer, start: number, end: number): readonly [from: number, to: number] {
  const hasPadding = hasFlag(flags, Flag.padded)
  const from = start + (hasPadding ? 1 : 0) + (hasFlag(flags, Flag.priority) ? 5 : 0)
  demandLength(from <= end)
  const to = hasPadding ? end - (bytes[start] as number) : end
  if (to < from) {
    throw broken('more padding than payload')
  }
  return [from, to]
}

function hasFlag(flags: number, flag: number): boolean {
  return (flags & flag) !== 0
}

function uint31(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at) & 0x7fff_ffff
}

function demandStream(streamId: number): void {
  if (streamId === 0) {
    throw broken('a frame that belongs to a stream has none')
  }
}

function demandConnection(streamId: number): void {
  if (streamId !== 0) {
    throw broken('a frame that belongs to the connection has a stream')
  }
}

function demandLength(isRight: boolean): void {
  if (!isRight) {
    throw new ConnectionFault(ErrorCode.frameSizeError, 'a frame has not the length of its type')
  }
}

function broken(what: string): ConnectionFault {
  return new ConnectionFault(ErrorCode.protocolError, what)
}
