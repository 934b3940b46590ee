import type { ClientStream } from './client-stream.ts'
import { ConnectionFault, ErrorCode } from './wire/fault.ts'
import { FrameBudget } from './frame-budget.ts'
import { FrameParser } from './frame-parser.ts'
import type { FrameHandler } from './frame-parser.ts'
import { Flag, FrameType, MAX_31_BIT } from './wire/frame.ts'
import { FieldList } from './hpack/field-list.ts'
import { HeaderDecoder } from './hpack/header-decoder.ts'
import { Output } from './wire/output.ts'
import { RequestWriter } from './request-writer.ts'
import type { ClientRequest } from './request-writer.ts'
import { readResponseHead } from './response-head.ts'
import type { SessionListener } from './session-listener.ts'
import { StreamTable } from './stream-table.ts'
import { OUR_SETTINGS, PeerSettings, writePreface, writeSettingsAck } from './settings.ts'

/** Half of the initial connection window: octets read are credited back before the peer runs out. */
const CONNECTION_UPDATE = 32_768
const STREAM_UPDATE = OUR_SETTINGS.initialWindowSize / 2

/**
 * The client's end of an HTTP/2 connection (RFC 9113), without the connection: bytes that came go into `receive`, bytes
 * to be sent are in `output`. It never throws at its user, and bounds the memory and work that a peer can cause.
 */
export class ClientSession<S extends ClientStream> implements FrameHandler {
  readonly output = new Output()
  readonly #listener: SessionListener<S>
  readonly #parser = new FrameParser(this)
  readonly #writer: RequestWriter
  readonly #decoder = new HeaderDecoder(OUR_SETTINGS.headerTableSize)
  readonly #fields = new FieldList(OUR_SETTINGS.maxHeaderListSize)
  readonly #budget: FrameBudget
  readonly #peer = new PeerSettings()
  readonly #streams = new StreamTable<S>()
  #isOver = false
  #nextId: number
  /** Octets read since the peer was last given room for more. */
  #received = 0

  constructor(options: {
    listener: SessionListener<S>
    authority: string
    /** Monotonic milliseconds. */
    now: () => number
    firstStreamId?: number
  }) {
    const { listener, authority, now, firstStreamId = 1 } = options
    this.#listener = listener
    this.#writer = new RequestWriter(this.output, authority)
    this.#budget = new FrameBudget(now)
    this.#nextId = firstStreamId
    writePreface(this.output)
  }

  /** How many streams the peer allows at once. */
  get maxStreams(): number {
    return this.#peer.maxConcurrentStreams
  }

  /** No more streams can be begun on this connection: the stream ids are used up (RFC 9113 section 5.1.1). */
  get isExhausted(): boolean {
    return this.#nextId > MAX_31_BIT
  }

  /** Streams that have been begun and not ended. */
  get streams(): Iterable<S> {
    return this.#streams.all()
  }

  /** Begins a stream with this request. Returns one of Node's error codes when it cannot be sent. */
  begin(stream: S, request: ClientRequest): string | undefined {
    stream.id = this.#nextId
    stream.sendWindow = this.#peer.initialWindowSize
    const fault = this.#writer.write(stream, request)
    if (fault === undefined) {
      this.#nextId += 2
      stream.isOpen = true
      this.#streams.add(stream)
      this.#budget.onRequest()
    }
    return fault
  }

  /** Cancels the rest of the answer (RST_STREAM); does nothing for a stream that is no longer open. */
  cancel(stream: S): void {
    if (stream.isOpen) {
      this.#reset(stream, ErrorCode.cancel)
    }
  }

  /** Sends GOAWAY, unless it was sent already. */
  goaway(code: number): void {
    if (!this.#isOver) {
      this.#isOver = true
      // The peer's last stream id: it has no streams.
      this.output.frameHeader(8, FrameType.goaway, 0, 0)
      this.output.uint32(0)
      this.output.uint32(code)
    }
  }

  /** Takes received bytes, and ignores them after our GOAWAY. */
  receive(bytes: Buffer): void {
    if (this.#isOver) {
      return
    }
    try {
      this.#parser.read(bytes)
    } catch (error) {
      const isFault = error instanceof ConnectionFault
      this.goaway(isFault ? error.code : ErrorCode.internalError)
      this.#listener.onFault(isFault ? error.message : String(error))
    }
  }

  onData(streamId: number, endsStream: boolean, length: number, bytes: Buffer): void {
    const stream = this.#find(streamId)
    this.#received += length
    // Everything is read at once and credited back, so that the connection's window cannot be overdrawn.
    if (this.#received >= CONNECTION_UPDATE) {
      this.#giveRoom(0, this.#received)
      this.#received = 0
    }
    if (stream === undefined || !endsStream) {
      this.#budget.spend()
    }
    if (stream === undefined) {
      return
    }
    stream.received += length
    if (stream.received > OUR_SETTINGS.initialWindowSize) {
      this.#fail(stream, ErrorCode.flowControlError, 'more of a body than there is room for')
    } else if (!stream.hasHead) {
      this.#fail(stream, ErrorCode.protocolError, 'a body before its head')
    } else {
      this.#deliver(stream, bytes, endsStream)
    }
  }

  onBlock(streamId: number, endsStream: boolean, bytes: Buffer, start: number, end: number): void {
    const stream = this.#find(streamId)
    const fields = this.#fields
    fields.clear()
    // Also for a stream that is over: the next block depends on the entries that this one adds to the table.
    this.#decoder.decode(bytes, start, end, fields)
    if (stream === undefined) {
      this.#budget.spend(1 + ((end - start) >>> 8))
    } else if (!stream.hasHead) {
      this.#onHead(stream, endsStream)
    } else if (endsStream) {
      // Trailers, which are ignored.
      this.#finish(stream)
    } else {
      this.#fail(stream, ErrorCode.protocolError, 'trailers that are not the end')
    }
  }

  onRstStream(streamId: number, code: number): void {
    this.#budget.spend()
    const stream = this.#find(streamId)
    if (stream !== undefined) {
      this.#remove(stream)
      this.#listener.onReset(stream, code)
    }
  }

  onSettings(bytes: Buffer, start: number, end: number): void {
    this.#budget.spend()
    const before = this.#peer.initialWindowSize
    this.#peer.read(bytes, start, end)
    this.#writer.limitTable(this.#peer.headerTableSize)
    // It also changes the windows of open streams, and may make them negative (RFC 9113 section 6.9.2).
    const change = this.#peer.initialWindowSize - before
    for (const stream of this.#streams.all()) {
      stream.sendWindow += change
      if (stream.sendWindow > MAX_31_BIT) {
        throw new ConnectionFault(ErrorCode.flowControlError, 'a stream window over 2^31-1')
      }
    }
    writeSettingsAck(this.output)
    if (change > 0) {
      this.#writer.resume()
    }
    this.#listener.onSettings()
  }

  onPing(bytes: Buffer, start: number, end: number): void {
    this.#budget.spend()
    this.output.frameHeader(8, FrameType.ping, Flag.ack, 0)
    this.output.copy(bytes, start, end)
  }

  onGoaway(lastStreamId: number, code: number): void {
    this.#budget.spend()
    const refused = this.#streams.all().filter(({ id }) => id > lastStreamId)
    for (const stream of refused) {
      this.#remove(stream)
    }
    this.#listener.onGoaway(code, refused)
  }

  onWindowUpdate(streamId: number, increment: number): void {
    this.#budget.spend()
    const stream = streamId === 0 ? undefined : this.#find(streamId)
    if (streamId === 0 && increment === 0) {
      throw new ConnectionFault(ErrorCode.protocolError, 'WINDOW_UPDATE by nothing')
    } else if (streamId === 0) {
      this.#writer.widen(increment)
    } else if (stream !== undefined && increment === 0) {
      this.#fail(stream, ErrorCode.protocolError, 'WINDOW_UPDATE by nothing')
    } else if (stream !== undefined) {
      stream.sendWindow += increment
      if (stream.sendWindow > MAX_31_BIT) {
        this.#fail(stream, ErrorCode.flowControlError, 'a window over 2^31-1')
      } else {
        this.#writer.resume()
      }
    }
  }

  onIdle(): void {
    this.#budget.spend()
  }

  /** Undefined for a stream that is over. */
  #find(streamId: number): S | undefined {
    if ((streamId & 1) === 0 || streamId >= this.#nextId) {
      throw new ConnectionFault(ErrorCode.protocolError, 'a frame on a stream that was not begun')
    }
    return this.#streams.get(streamId)
  }

  #onHead(stream: S, endsStream: boolean): void {
    if (this.#fields.isTooLarge) {
      this.#fail(stream, ErrorCode.enhanceYourCalm, 'a head larger than we take')
      return
    }
    const head = readResponseHead(this.#fields)
    const isInterim = head !== undefined && head.status < 200
    // 101 is not of HTTP/2 (RFC 9113 section 8.6).
    if (head === undefined || head.status === 101 || (isInterim && endsStream)) {
      this.#fail(stream, ErrorCode.protocolError, 'a malformed head')
    } else if (isInterim) {
      this.#budget.spend()
    } else {
      stream.hasHead = true
      this.#listener.onHead(stream, head, endsStream)
      if (endsStream && stream.isOpen) {
        this.#finish(stream)
      }
    }
  }

  #deliver(stream: S, bytes: Buffer, endsStream: boolean): void {
    if (bytes.length > 0) {
      this.#listener.onData(stream, bytes)
    }
    if (stream.isOpen && endsStream) {
      this.#finish(stream)
    } else if (stream.isOpen && stream.received >= STREAM_UPDATE) {
      this.#giveRoom(stream.id, stream.received)
      stream.received = 0
    }
  }

  #finish(stream: S): void {
    // An answer before the end of the request: the peer no longer wants the rest (RFC 9113 section 8.1).
    if (stream.body !== undefined) {
      this.#reset(stream, ErrorCode.cancel)
    } else {
      this.#remove(stream)
    }
    this.#listener.onEnd(stream)
  }

  #fail(stream: S, code: number, what: string): void {
    this.#reset(stream, code)
    this.#listener.onMalformed(stream, what)
  }

  #reset(stream: S, code: number): void {
    this.#remove(stream)
    this.output.frameHeader(4, FrameType.rstStream, 0, stream.id)
    this.output.uint32(code)
  }

  #remove(stream: S): void {
    stream.isOpen = false
    this.#writer.forget(stream)
    this.#streams.delete(stream.id)
  }

  #giveRoom(streamId: number, octets: number): void {
    this.output.frameHeader(4, FrameType.windowUpdate, 0, streamId)
    this.output.uint32(octets)
  }
}
