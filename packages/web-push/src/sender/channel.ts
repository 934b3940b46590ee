import { setMaxListeners } from 'node:events'
import type { SecureContext } from 'node:tls'
import { deferred } from '../deferred.ts'
import { connect } from './connect.ts'
import type { Connection, ConnectionOwner } from './connection.ts'
import type { Exchange, ExchangeHolder, ExchangeOwner } from './exchange.ts'
import { Http1Connection } from './http1-connection.ts'
import { Http2Connection } from './http2-connection.ts'
import { failure } from '../push-answer.ts'
import type { Failure, PushAnswer } from '../push-answer.ts'
import type { SenderSettings } from './sender-settings.ts'
import { TimeoutQueue } from './timeout-queue.ts'

/** The state of one origin; see `Sender.stats`. */
export interface ChannelStats {
  origin: string
  protocol: 'h2' | 'http/1.1' | undefined
  inFlight: number
  waiting: number
  /** Connections, including those that only finish their requests. */
  connections: number
  /** Since the origin was first used, or used again after a rest. */
  answered: number
  failed: number
}

/** A refused request is sent again after this long; sent at once, it would meet the same load. */
const HOLD_MS = 25

/**
 * The connection to one origin, opened when needed, and a bounded queue before it. Connections that take no more
 * requests finish theirs beside the new one; all of them together keep within `maxStreams`.
 */
export class Channel implements ConnectionOwner, ExchangeOwner, ExchangeHolder {
  readonly #url: URL
  readonly #settings: SenderSettings
  readonly #secureContext: SecureContext
  readonly #onIdle: () => void
  readonly #onRest: () => void
  readonly #onSettled: (exchange: Exchange, answer: PushAnswer) => void
  readonly #waiting: TimeoutQueue<Exchange>
  readonly #connections = new Set<Connection>()
  readonly #closing = new AbortController()
  readonly #idle: NodeJS.Timeout
  #current: Connection | undefined
  #opening: Promise<void> | undefined
  #inFlight = 0
  #held = 0
  #isPumping = false
  #onAllClosed: (() => void) | undefined
  #answered = 0
  #failed = 0

  constructor(options: {
    origin: string
    settings: SenderSettings
    secureContext: SecureContext
    onIdle: () => void
    /** It has become idle: another origin may have its place. */
    onRest: () => void
    onSettled: (exchange: Exchange, answer: PushAnswer) => void
  }) {
    const { settings } = options
    this.#url = new URL(options.origin)
    this.#settings = settings
    this.#secureContext = options.secureContext
    this.#onIdle = options.onIdle
    this.#onRest = options.onRest
    this.#onSettled = options.onSettled
    // One for each connection being opened: Node 20 takes more than ten for a leak, and warns on stderr.
    setMaxListeners(0, this.#closing.signal)
    this.#waiting = new TimeoutQueue(settings.waitTimeoutMs, (exchange) =>
      exchange.fail('timeout', 'waited too long for its turn', 'turn'),
    )
    this.#idle = setTimeout(() => {
      if (this.isIdle) {
        this.#onIdle()
      }
    }, settings.idleTimeoutMs).unref()
  }

  get isIdle(): boolean {
    return this.#inFlight === 0 && this.#waiting.size === 0 && this.#held === 0
  }

  get stats(): ChannelStats {
    return {
      origin: this.#url.origin,
      protocol: this.#current?.protocol,
      inFlight: this.#inFlight,
      waiting: this.#waiting.size + this.#held,
      connections: this.#connections.size,
      answered: this.#answered,
      failed: this.#failed,
    }
  }

  send(exchange: Exchange): void {
    if (this.#waiting.size === 0 && this.#hasRoom()) {
      this.#start(exchange)
    } else if (this.#waiting.size >= this.#settings.maxWaiting) {
      exchange.fail('aborted', `more than ${this.#settings.maxWaiting} requests wait for ${this.#url.host}`)
    } else {
      this.#wait(exchange)
      this.#pump()
    }
  }

  onSettled(exchange: Exchange, answer: PushAnswer): void {
    if (answer.kind === 'response') {
      this.#answered += 1
    } else {
      this.#failed += 1
    }
    this.#restWhenIdle()
    this.#onSettled(exchange, answer)
  }

  /** An exchange leaves the queue. */
  release(exchange: Exchange): void {
    this.#waiting.delete(exchange)
  }

  /** With HTTP/1.1, whose connection has to be free for the next, after the exchange has settled. */
  onRelease(): void {
    this.#inFlight -= 1
    this.#pump()
    this.#restWhenIdle()
  }

  onRoom(): void {
    this.#pump()
  }

  onRefused(exchange: Exchange): void {
    if (exchange.retried || this.#closing.signal.aborted) {
      exchange.fail('reset', 'refused by the push service before it looked at it')
    } else {
      exchange.retried = true
      this.#hold(exchange)
    }
  }

  onHandedBack(exchange: Exchange): void {
    this.#wait(exchange)
    this.#pump()
  }

  onDrain(connection: Connection): void {
    if (this.#current === connection) {
      this.#current = undefined
      this.#pump()
    }
  }

  onClose(connection: Connection): void {
    this.#connections.delete(connection)
    if (this.#connections.size === 0) {
      this.#onAllClosed?.()
    }
  }

  /** Ends all connections; what is still under way fails. */
  async close(): Promise<void> {
    clearTimeout(this.#idle)
    this.#closing.abort()
    this.#failWaiting(failure('aborted', 'the sender was closed'))
    await this.#opening
    const { promise, resolve } = deferred<void>()
    this.#onAllClosed = resolve
    for (const connection of this.#connections) {
      connection.drain()
    }
    if (this.#connections.size > 0) {
      await promise
    }
  }

  /** An idle connection does not keep the process alive, and is closed after a while. */
  #restWhenIdle(): void {
    if (this.isIdle && !this.#closing.signal.aborted) {
      this.#current?.unref()
      this.#idle.refresh()
      this.#onRest()
    }
  }

  #hasRoom(): boolean {
    return this.#current?.hasRoom === true && this.#inFlight < this.#settings.maxStreams
  }

  #start(exchange: Exchange): void {
    const connection = this.#current as Connection
    if (this.#inFlight === 0) {
      connection.ref()
    }
    this.#inFlight += 1
    connection.start(exchange)
  }

  #wait(exchange: Exchange): void {
    exchange.holder = this
    this.#waiting.add(exchange)
  }

  #hold(exchange: Exchange): void {
    const release = (): void => {
      clearTimeout(timer)
      this.#held -= 1
    }
    const timer = setTimeout(() => {
      exchange.handBack()
      this.#wait(exchange)
      this.#pump()
    }, HOLD_MS)
    this.#held += 1
    exchange.holder = { release }
  }

  #pump(): void {
    if (this.#isPumping) {
      // An exchange that cannot be sent at all leaves while it is being started: the outer loop goes on.
      return
    }
    this.#isPumping = true
    while (this.#waiting.size > 0 && this.#hasRoom()) {
      const exchange = this.#waiting.shift() as Exchange
      exchange.holder = undefined
      this.#start(exchange)
    }
    this.#isPumping = false
    if (this.#waiting.size > 0 && this.#current === undefined && this.#opening === undefined) {
      this.#opening = this.#open()
    }
  }

  async #open(): Promise<void> {
    const opened = await this.#connect()
    this.#opening = undefined
    if ('kind' in opened) {
      this.#failWaiting(opened)
    } else if (opened.isDraining) {
      // Closed again already. Trying at once would loop for ever with a peer that always does this.
      this.#failWaiting(failure('reset', `${this.#url.host}: closed right after it was opened`))
    } else {
      this.#connections.add(opened)
      this.#current = opened
      this.#pump()
    }
  }

  async #connect(): Promise<Connection | Failure> {
    const opened = await this.#openSocket(['h2', 'http/1.1'])
    if ('kind' in opened) {
      return opened
    }
    const { socket, reader } = opened
    return socket.alpnProtocol === 'h2'
      ? await Http2Connection.open({
          socket,
          reader,
          origin: this.#url.origin,
          owner: this,
          settings: this.#settings,
          signal: this.#closing.signal,
        })
      : new Http1Connection(this.#url, socket, () => this.#openSocket(['http/1.1']), this, this.#settings)
  }

  #openSocket(protocols: string[]): ReturnType<typeof connect> {
    return connect({
      url: this.#url,
      settings: this.#settings,
      secureContext: this.#secureContext,
      protocols,
      signal: this.#closing.signal,
    })
  }

  #failWaiting({ reason, message, code }: Failure): void {
    for (let exchange = this.#waiting.shift(); exchange; exchange = this.#waiting.shift()) {
      exchange.fail(reason, message, code)
    }
  }
}
