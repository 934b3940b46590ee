import type { TLSSocket } from 'node:tls'
import { deferred } from '../deferred.ts'
import type { Connection, ConnectionOwner } from './connection.ts'
import type { Exchange } from './exchange.ts'
import { ExchangeStream } from './exchange-stream.ts'
import { reasonOfError, reasonOfStreamCode } from './failure-reason.ts'
import { ClientSession } from '../http2/client-session.ts'
import { ErrorCode } from '../http2/wire/fault.ts'
import type { ResponseHead } from '../http2/response-head.ts'
import type { SessionListener } from '../http2/session-listener.ts'
import { failure } from '../push-answer.ts'
import type { Failure, FailureReason } from '../push-answer.ts'
import type { SenderSettings } from './sender-settings.ts'
import type { SocketReader } from './socket-reader.ts'
import { SocketWriter } from './socket-writer.ts'
import { TimeoutQueue } from './timeout-queue.ts'

/**
 * Codes with which a peer refuses a request unread when it has too many: RFC 9113 section 8.7, and the code of Node's
 * own server (CanAddStream in node_http2.cc), which counts streams for a while after they have ended.
 */
const REFUSALS: ReadonlySet<number> = new Set([ErrorCode.refusedStream, ErrorCode.enhanceYourCalm])

/** How long an orderly close may take: a peer that reads nothing would hold the session for ever. */
const GOODBYE_MS = 500

interface Http2Options {
  socket: TLSSocket
  reader: SocketReader
  origin: string
  owner: ConnectionOwner
  settings: SenderSettings
  signal: AbortSignal
}

/** One HTTP/2 connection to an origin (RFC 9113): a session on a socket. */
export class Http2Connection implements Connection, SessionListener<ExchangeStream> {
  readonly protocol = 'h2'
  readonly #origin: string
  readonly #socket: TLSSocket
  readonly #session: ClientSession<ExchangeStream>
  readonly #writer: SocketWriter
  readonly #owner: ConnectionOwner
  readonly #heads: TimeoutQueue<Exchange>
  readonly #bodies: TimeoutQueue<Exchange>
  #opening: ((result: Http2Connection | Failure) => void) | undefined
  #streams = 0
  #calmLimit = Number.POSITIVE_INFINITY
  #newestStreamId = 0
  #calmedStreamId = 0
  #draining = false
  #goodbye: NodeJS.Timeout | undefined
  #lastAnswerAt = 0

  private constructor(
    { socket, reader, origin, owner, settings }: Http2Options,
    onOpen: (result: Http2Connection | Failure) => void,
  ) {
    const { responseTimeoutMs, bodyTimeoutMs } = settings
    this.#origin = origin
    this.#socket = socket
    this.#owner = owner
    this.#opening = onOpen
    this.#heads = new TimeoutQueue(responseTimeoutMs, (exchange) => {
      // No answer on the whole connection for that long: the peer may be gone. Other requests should not wait in vain
      // too.
      if (performance.now() - this.#lastAnswerAt >= responseTimeoutMs) {
        this.drain()
      }
      exchange.fail('timeout', 'no answer in time', 'answer')
    })
    this.#bodies = new TimeoutQueue(bodyTimeoutMs, (exchange) => exchange.end())
    this.#session = new ClientSession({
      listener: this,
      // Without the default port, as browsers and curl send it.
      authority: new URL(origin).host,
      now: () => performance.now(),
    })
    this.#writer = new SocketWriter(socket, this.#session.output, () => owner.onRoom())
    socket.setNoDelay(true)
    reader.start((bytes) => {
      this.#session.receive(bytes)
      this.#writer.wake()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => this.#fail(reasonOfError(error), error.code ?? error.message))
    socket.on('end', () => this.destroy())
    socket.on('close', () => this.#onClose())
    this.#writer.flush()
  }

  /** Speaks HTTP/2 on a socket that has agreed to, and waits for the peer's settings: they limit the streams. */
  static async open(options: Http2Options): Promise<Http2Connection | Failure> {
    const { origin, settings, signal } = options
    const { promise, resolve } = deferred<Http2Connection | Failure>()
    const connection = new Http2Connection(options, resolve)
    const timer = setTimeout(
      () => resolve(failure('timeout', `${origin}: no HTTP/2 settings in time`, 'settings')),
      settings.connectTimeoutMs,
    )
    const onAbort = (): void => resolve(failure('aborted', 'given up while connecting'))
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted || options.socket.destroyed) {
      onAbort()
    }
    const result = await promise
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    if ('kind' in result) {
      connection.destroy()
    }
    return result
  }

  get isDraining(): boolean {
    return this.#draining
  }

  get hasRoom(): boolean {
    return (
      !this.#draining && this.#streams < Math.min(this.#session.maxStreams, this.#calmLimit) && !this.#writer.isFull
    )
  }

  start(exchange: Exchange): void {
    const stream = new ExchangeStream(exchange, this)
    const fault = this.#session.begin(stream, exchange.request)
    if (fault !== undefined) {
      this.#owner.onRelease()
      exchange.fail('protocol', fault)
      return
    }
    this.#streams += 1
    this.#newestStreamId = stream.id
    exchange.holder = stream
    this.#heads.add(exchange)
    this.#writer.wake()
    if (this.#session.isExhausted) {
      this.drain()
    }
  }

  /** An exchange leaves: the rest of its answer, if there is any, is cancelled. */
  leave(stream: ExchangeStream): void {
    if (!this.#heads.delete(stream.exchange)) {
      this.#bodies.delete(stream.exchange)
    }
    this.#streams -= 1
    this.#session.cancel(stream)
    this.#writer.wake()
    this.#closeWhenDone()
    this.#owner.onRelease()
  }

  drain(): void {
    if (!this.#draining) {
      this.#draining = true
      this.#owner.onDrain(this)
    }
    this.#closeWhenDone()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  ref(): void {
    this.#socket.ref()
  }

  unref(): void {
    this.#socket.unref()
  }

  onSettings(): void {
    this.#opening?.(this)
    this.#opening = undefined
    this.#owner.onRoom()
  }

  onHead({ exchange }: ExchangeStream, { status, headers }: ResponseHead, endsStream: boolean): void {
    this.#lastAnswerAt = performance.now()
    exchange.head(status, headers)
    if (!endsStream) {
      this.#heads.delete(exchange)
      this.#bodies.add(exchange)
    }
  }

  onData({ exchange }: ExchangeStream, bytes: Buffer): void {
    exchange.chunk(bytes)
  }

  onEnd({ exchange }: ExchangeStream): void {
    exchange.end()
  }

  onReset({ exchange, id }: ExchangeStream, code: number): void {
    const isRefusal = REFUSALS.has(code)
    if (isRefusal) {
      this.#calm(id)
    }
    if (isRefusal && !exchange.hasHead) {
      exchange.handBack()
      this.#owner.onRefused(exchange)
    } else {
      exchange.fail(reasonOfStreamCode(code), `stream closed with code ${code}`)
    }
  }

  onMalformed({ exchange }: ExchangeStream, what: string): void {
    exchange.fail('protocol', what)
  }

  onGoaway(code: number, refused: readonly ExchangeStream[]): void {
    this.drain()
    // A connection without any answer may be closed like this again and again: then one attempt is enough.
    const isInOrder = code === ErrorCode.noError && this.#lastAnswerAt > 0
    for (const { exchange } of refused) {
      exchange.handBack()
      if (isInOrder) {
        this.#owner.onHandedBack(exchange)
      } else {
        this.#owner.onRefused(exchange)
      }
    }
    if (code !== ErrorCode.noError) {
      this.#fail('reset', `connection closed with code ${code}`)
      this.destroy()
    }
  }

  onFault(what: string): void {
    this.#fail('protocol', what)
  }

  /** Exchanges under way fail, and the connection closes. */
  #fail(reason: FailureReason, message: string): void {
    this.#opening?.(failure(reason, `${this.#origin}: ${message}`))
    this.#opening = undefined
    this.drain()
    for (const { exchange } of this.#session.streams) {
      exchange.fail(reason, message)
    }
  }

  #onClose(): void {
    this.#fail('reset', 'closed before an answer')
    clearTimeout(this.#goodbye)
    this.#owner.onClose(this)
  }

  /** Halves the stream limit, once for all streams that were under way when the first of them was refused. */
  #calm(streamId: number): void {
    if (streamId > this.#calmedStreamId) {
      this.#calmedStreamId = this.#newestStreamId
      this.#calmLimit = Math.max(1, Math.floor(this.#streams / 2))
    }
  }

  #closeWhenDone(): void {
    if (this.#draining && this.#streams === 0 && this.#goodbye === undefined) {
      this.#session.goaway(ErrorCode.noError)
      this.#writer.end()
      this.#goodbye = setTimeout(() => this.destroy(), GOODBYE_MS)
    }
  }
}
