import { Agent, request } from 'node:https'
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import type { PushRequest } from '../build-request.ts'
import type { Connection, ConnectionOwner } from './connection.ts'
import type { Exchange } from './exchange.ts'
import { reasonOfError } from './failure-reason.ts'
import { plainHeaders } from './plain-headers.ts'
import type { Failure } from '../push-answer.ts'
import type { SenderSettings } from './sender-settings.ts'
import { TimeoutQueue } from './timeout-queue.ts'

/** Interim answers to one request; honest services send a few. Each costs Node more than a frame of HTTP/2. */
const MAX_INTERIM = 100

type OpenSocket = () => Promise<{ socket: TLSSocket } | Failure>

/** Keep-alive connections to an origin that does not speak HTTP/2: one exchange at a time on each (RFC 9112). */
export class Http1Connection implements Connection {
  readonly protocol = 'http/1.1'
  readonly #url: URL
  readonly #agent: SocketAgent
  readonly #owner: ConnectionOwner
  readonly #maxSockets: number
  readonly #heads: TimeoutQueue<Exchange>
  readonly #bodies: TimeoutQueue<Exchange>
  #exchanges = 0
  #draining = false

  /** `socket` is the one on which the origin turned out to speak no HTTP/2; `openSocket` makes the others. */
  constructor(url: URL, socket: TLSSocket, openSocket: OpenSocket, owner: ConnectionOwner, settings: SenderSettings) {
    this.#url = url
    this.#owner = owner
    this.#maxSockets = settings.maxSockets
    this.#agent = new SocketAgent(socket, openSocket, settings.maxSockets)
    // Connecting, which happens inside, has its own timeouts.
    this.#heads = new TimeoutQueue(settings.responseTimeoutMs, (exchange) =>
      exchange.fail('timeout', 'no answer in time', 'answer'),
    )
    this.#bodies = new TimeoutQueue(settings.bodyTimeoutMs, (exchange) => exchange.end())
  }

  get isDraining(): boolean {
    return this.#draining
  }

  get hasRoom(): boolean {
    return !this.#draining && this.#exchanges < this.#maxSockets
  }

  start(exchange: Exchange): void {
    let outgoing: ClientRequest
    try {
      outgoing = this.#request(exchange.request)
    } catch (error) {
      // Node will not send such a header or path at all.
      const { code, message } = error as NodeJS.ErrnoException
      this.#owner.onRelease()
      exchange.fail('protocol', code ?? message)
      return
    }
    let ended = false
    let left = false
    // Only once, also for a cancelled request: Deno ends its answer as well.
    const leave = (): void => {
      if (!left) {
        left = true
        this.#leave()
      }
    }
    this.#exchanges += 1
    exchange.holder = {
      release: () => {
        this.#heads.delete(exchange)
        this.#bodies.delete(exchange)
        if (!ended) {
          outgoing.destroy()
          leave()
        }
      },
    }
    outgoing.on('socket', () => {
      if (!exchange.settled) {
        this.#heads.add(exchange)
      }
    })
    let interim = 0
    outgoing.on('information', () => {
      interim += 1
      if (interim > MAX_INTERIM) {
        exchange.fail('protocol', 'interim answers without end')
      }
    })
    outgoing.on('response', (incoming: IncomingMessage) => {
      const { statusCode = 0 } = incoming
      // Node accepts statuses unknown to RFC 9110 section 15, and an unrequested 101.
      if (statusCode < 200) {
        exchange.fail('protocol', `no answer has status ${statusCode}`)
        return
      }
      this.#heads.delete(exchange)
      this.#bodies.add(exchange)
      exchange.head(statusCode, plainHeaders(incoming.headers))
      incoming.on('data', (bytes: Buffer) => exchange.chunk(bytes))
      incoming.on('end', () => {
        ended = true
        exchange.end()
      })
      incoming.on('error', (error) => fail(exchange, error))
    })
    outgoing.on('error', (error) => fail(exchange, error))
    outgoing.on('close', () => {
      exchange.fail('reset', 'closed before an answer')
      if (ended) {
        // Not sooner: the socket is free right after this event, and the next exchange would otherwise open another.
        process.nextTick(leave)
      }
    })
    outgoing.end(exchange.request.body)
  }

  drain(): void {
    if (!this.#draining) {
      this.#draining = true
      this.#owner.onDrain(this)
    }
    this.#closeWhenDone()
  }

  destroy(): void {
    this.#agent.destroy()
    this.#owner.onClose(this)
  }

  // The agent itself lets the process end when its sockets are idle.
  ref(): void {}
  unref(): void {}

  #leave(): void {
    this.#exchanges -= 1
    this.#closeWhenDone()
    this.#owner.onRelease()
  }

  #request({ path, headers }: PushRequest): ClientRequest {
    const { hostname, port } = this.#url
    return request({
      agent: this.#agent,
      method: 'POST',
      hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
      port: port || 443,
      path,
      headers,
      maxHeaderSize: 16_384,
    })
  }

  #closeWhenDone(): void {
    if (this.#draining && this.#exchanges === 0) {
      this.destroy()
    }
  }
}

/** An https agent whose sockets are opened by us, with their addresses checked. */
class SocketAgent extends Agent {
  readonly #openSocket: OpenSocket
  #first: TLSSocket | undefined

  constructor(first: TLSSocket, openSocket: OpenSocket, maxSockets: number) {
    // The caller limits how many there are at once; a queue in here would have no timeout.
    super({ keepAlive: true, maxFreeSockets: maxSockets })
    this.#first = first
    this.#openSocket = openSocket
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): Duplex | undefined {
    const first = this.#first
    this.#first = undefined
    if (first !== undefined && !first.destroyed) {
      return first
    }
    void this.#openSocket().then((opened) => {
      const report = callback as (error: Error | null, socket?: Duplex) => void
      if ('kind' in opened) {
        report(new ConnectError(opened))
      } else {
        report(null, opened.socket)
      }
    })
    return undefined
  }

  override destroy(): void {
    this.#first?.destroy()
    super.destroy()
  }
}

/** Carries a failure to connect through the agent. */
class ConnectError extends Error {
  override readonly name = 'ConnectError'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

function fail(exchange: Exchange, error: NodeJS.ErrnoException): void {
  if (error instanceof ConnectError) {
    const { reason, message, code } = error.failure
    exchange.fail(reason, message, code)
  } else {
    exchange.fail(reasonOfError(error), error.code ?? error.message)
  }
}
