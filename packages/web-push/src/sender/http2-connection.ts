import { connect, constants } from 'node:http2'
import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2'
import type { TLSSocket } from 'node:tls'
import type { Connection, ConnectionOwner } from './connection.ts'
import type { Exchange } from './exchange.ts'
import { reasonOfError, reasonOfStreamCode } from './failure-reason.ts'
import { plainHeaders } from './plain-headers.ts'
import { failure } from '../push-answer.ts'
import type { Failure } from '../push-answer.ts'
import type { SenderSettings } from './sender-options.ts'
import { TimeoutQueue } from './timeout-queue.ts'

const { NGHTTP2_CANCEL, NGHTTP2_FLAG_END_STREAM } = constants

/**
 * How a peer turns a request away unread when it has too many: RFC 9113 section 8.7, and what Node's own server says
 * (CanAddStream in node_http2.cc), which counts streams for a while after they have ended.
 */
const REFUSALS: readonly number[] = [
  constants.NGHTTP2_REFUSED_STREAM,
  constants.NGHTTP2_ENHANCE_YOUR_CALM,
]

/** How long a session may take to close politely: a peer that reads nothing would keep it for ever. */
const GOODBYE_MS = 500

interface Http2Options {
  socket: TLSSocket
  origin: string
  owner: ConnectionOwner
  settings: SenderSettings
  signal: AbortSignal
}

/** One HTTP/2 session to an origin (RFC 9113). */
export class Http2Connection implements Connection {
  readonly protocol = 'h2'
  readonly #socket: TLSSocket
  readonly #session: ClientHttp2Session
  /** Without the default port, as browsers and curl send it; Node would add ":443". */
  readonly #authority: string
  readonly #owner: ConnectionOwner
  readonly #heads: TimeoutQueue<Exchange>
  readonly #bodies: TimeoutQueue<Exchange>
  #streams = 0
  #peerLimit = 0
  #calmLimit = Number.POSITIVE_INFINITY
  #newestStreamId = 0
  #calmedStreamId = 0
  #draining = false
  #goodbye: NodeJS.Timeout | undefined
  /** Requests above this were never looked at, once the peer has said GOAWAY (RFC 9113 section 6.8). */
  #lastStreamId = Number.POSITIVE_INFINITY
  #lastAnswerAt = 0

  private constructor(options: Http2Options, session: ClientHttp2Session) {
    const { owner, settings } = options
    const { responseTimeoutMs, bodyTimeoutMs } = settings
    this.#socket = options.socket
    this.#authority = new URL(options.origin).host
    this.#session = session
    this.#owner = owner
    this.#heads = new TimeoutQueue(responseTimeoutMs, (exchange) => {
      // Not a word to anybody for that long: there may be nobody left. Others shall not wait in vain as well.
      if (performance.now() - this.#lastAnswerAt >= responseTimeoutMs) {
        this.drain()
      }
      exchange.fail('timeout', 'no answer in time')
    })
    this.#bodies = new TimeoutQueue(bodyTimeoutMs, (exchange) => exchange.end())
    session.on('remoteSettings', ({ maxConcurrentStreams }) => {
      this.#peerLimit = maxConcurrentStreams ?? Number.POSITIVE_INFINITY
      owner.onRoom()
    })
    session.on('goaway', (_code, lastStreamId) => {
      this.#lastStreamId = lastStreamId
      this.drain()
    })
    session.on('close', () => {
      this.drain()
      clearTimeout(this.#goodbye)
      owner.onClose(this)
    })
  }

  /** Speaks HTTP/2 on a socket that has agreed to, and waits for the peer's settings: they limit the streams. */
  static async open(options: Http2Options): Promise<Http2Connection | Failure> {
    const { socket, origin, settings, signal } = options
    const session = connect(origin, {
      createConnection: () => socket,
      // Small windows bound what a peer can make us hold: of an answer, 4 KiB are read.
      settings: { enablePush: false, initialWindowSize: 16_384, maxHeaderListSize: 16_384 },
    })
    const connection = new Http2Connection(options, session)
    const { promise, resolve } = Promise.withResolvers<Http2Connection | Failure>()
    const timer = setTimeout(
      () => resolve(failure('timeout', `${origin}: no HTTP/2 settings in time`)),
      settings.connectTimeoutMs,
    )
    session.once('remoteSettings', () => resolve(connection))
    session.once('close', () => resolve(failure('reset', `${origin}: closed before any settings`)))
    // Stays for good: later the streams tell what happened, and an error that nobody hears ends the process.
    session.on('error', (error: NodeJS.ErrnoException) =>
      resolve(failure(reasonOfError(error), `${origin}: ${error.code ?? error.message}`)),
    )
    const onAbort = (): void => resolve(failure('aborted', 'given up while connecting'))
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) {
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
    return !this.#draining && this.#streams < Math.min(this.#peerLimit, this.#calmLimit)
  }

  start(exchange: Exchange): void {
    const { path, headers, body } = exchange.request
    let stream: ClientHttp2Stream
    try {
      stream = this.#session.request(this.#fields(path, headers), {
        endStream: body === undefined,
      })
    } catch (error) {
      this.#onUnsent(exchange, error as NodeJS.ErrnoException)
      return
    }
    this.#streams += 1
    this.#newestStreamId = stream.id ?? this.#newestStreamId
    this.#heads.add(exchange)
    let ended = false
    const release = (): void => this.#release(exchange, ended ? undefined : stream)
    exchange.release = release
    stream.on('response', (responseHeaders, flags) => {
      this.#lastAnswerAt = performance.now()
      this.#heads.delete(exchange)
      exchange.head(responseHeaders[':status'] ?? 0, plainHeaders(responseHeaders))
      if ((flags & NGHTTP2_FLAG_END_STREAM) !== 0) {
        ended = true
        stream.resume()
        exchange.end()
      } else {
        this.#bodies.add(exchange)
        stream.on('data', (bytes: Buffer) => exchange.chunk(bytes))
        stream.on('end', () => {
          ended = true
          exchange.end()
        })
      }
    })
    const onFailure = (error?: NodeJS.ErrnoException): void => {
      // After an error comes the close, when the exchange is settled or has another holder.
      if (exchange.release === release) {
        this.#onFailure(exchange, stream, error)
      }
    }
    stream.on('error', onFailure)
    stream.on('close', () => onFailure())
    if (body !== undefined) {
      stream.end(body)
    }
  }

  drain(): void {
    if (!this.#draining) {
      this.#draining = true
      this.#owner.onDrain(this)
    }
    this.#closeWhenDone()
  }

  destroy(): void {
    this.#session.destroy()
    // A session that is closing politely waits for the peer, for ever if need be.
    this.#socket.destroy()
  }

  ref(): void {
    this.#session.ref()
  }

  unref(): void {
    this.#session.unref()
  }

  /** Names and values in turn: Node copies an object twice, which is 2 of the 25 µs that a request takes. */
  #fields(path: string, headers: Readonly<Record<string, string>>): string[] {
    const fields = [':method', 'POST', ':scheme', 'https', ':authority', this.#authority]
    fields.push(':path', path)
    for (const name in headers) {
      fields.push(name, headers[name] as string)
    }
    return fields
  }

  /** The request could not even be begun. */
  #onUnsent(exchange: Exchange, error: NodeJS.ErrnoException): void {
    const { closed, destroyed } = this.#session
    if (closed || destroyed) {
      this.drain()
    }
    this.#owner.onRelease()
    if (this.#draining) {
      this.#owner.onRefused(exchange)
    } else {
      // Node will not send such a header or path at all.
      exchange.fail('protocol', error.code ?? error.message)
    }
  }

  /** Gives back what the exchange takes; `stream` when there is more of the answer to come. */
  #release(exchange: Exchange, stream: ClientHttp2Stream | undefined): void {
    this.#heads.delete(exchange)
    this.#bodies.delete(exchange)
    this.#streams -= 1
    stream?.close(NGHTTP2_CANCEL)
    this.#closeWhenDone()
    this.#owner.onRelease()
  }

  #onFailure(
    exchange: Exchange,
    stream: ClientHttp2Stream,
    error: NodeJS.ErrnoException | undefined,
  ): void {
    const { rstCode, id = Number.POSITIVE_INFINITY } = stream
    const isRefusal = REFUSALS.includes(rstCode)
    if (isRefusal) {
      this.#calm(id)
    }
    if (!exchange.hasHead && (isRefusal || id > this.#lastStreamId)) {
      exchange.handBack()
      this.#owner.onRefused(exchange)
    } else if (error === undefined || error.code === 'ERR_HTTP2_STREAM_ERROR') {
      exchange.fail(reasonOfStreamCode(rstCode), `stream closed with code ${rstCode}`)
    } else {
      exchange.fail(reasonOfError(error), error.code ?? error.message)
    }
  }

  /** Halves the streams, once for all those that were under way when the first of them was refused. */
  #calm(streamId: number): void {
    if (streamId > this.#calmedStreamId) {
      this.#calmedStreamId = this.#newestStreamId
      this.#calmLimit = Math.max(1, Math.floor(this.#streams / 2))
    }
  }

  #closeWhenDone(): void {
    if (this.#draining && this.#streams === 0 && this.#goodbye === undefined) {
      this.#session.close()
      this.#goodbye = setTimeout(() => this.destroy(), GOODBYE_MS)
    }
  }
}
