import type { Socket } from 'node:net'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import type { Certificates } from '../certificates/certificates.ts'
import { listen, type Listening } from '../endpoint/listen.ts'
import type { PushServiceEvents } from '../events/push-service-events.ts'
import type { Dispatcher } from '../messages/dispatcher.ts'
import type { PushMessage } from '../push/push-message.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { Subscriptions } from '../subscriptions/subscriptions.ts'
import type { CheckIns } from './check-in.ts'
import { dataMessage, frame, loginResponse, mcsVersion, StanzaReader, tags, type Stanza } from './mcs-stanzas.ts'
import { integerField, integerOf, readProtobuf, textOf, type ProtobufMessage } from './protobuf.ts'

const maxConnections = 100
const loginWithinMs = 30_000
const maxUnacknowledged = 1000

export interface McsOptions {
  readonly port: number
  readonly certificates: Certificates
  readonly checkIns: CheckIns
  readonly subscriptions: Subscriptions
  readonly dispatcher: Dispatcher
  readonly events: PushServiceEvents
  readonly now: () => number
}

interface Connection {
  readonly socket: TLSSocket
  readonly androidId: string
  /** stanzas sent and received; the login response and request are number 1 */
  sent: number
  received: number
  /** messages by the number of their stanza, until it is acknowledged */
  readonly unacknowledged: Map<number, { subscription: Subscription; message: string }>
}

/** The server that Chromium keeps its message connection to (MCS over TLS). */
export class McsServer {
  readonly #options: McsOptions
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #connections = new Map<string, Connection>()

  constructor(options: McsOptions) {
    this.#options = options
    const { cert, key } = options.certificates
    this.#server = createServer({ cert, key })
    this.#server.maxConnections = maxConnections
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      socket.on('error', () => socket.destroy())
    })
    // A Chromium that does not trust the certificate ends the handshake; it reports that itself.
    this.#server.on('tlsClientError', () => undefined)
    this.#server.on('secureConnection', (socket) => {
      this.#greet(socket)
    })
    options.dispatcher.deliverBy('chromium', (subscription, message) => this.#deliver(subscription, message))
  }

  async listen(): Promise<Listening> {
    const listening = await listen(this.#server, this.#options.port, "Chromium's messages")
    return {
      port: listening.port,
      close: async () => {
        this.disconnect()
        await listening.close()
      },
    }
  }

  disconnect(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  #greet(socket: TLSSocket): void {
    let connection: Connection | undefined
    const reader = new StanzaReader()
    const timer = setTimeout(() => socket.destroy(), loginWithinMs)
    timer.unref()
    socket.on('error', () => socket.destroy())
    socket.on('data', (piece: Buffer) => {
      const stanzas = reader.push(piece)
      if (!stanzas) socket.destroy()
      for (const stanza of stanzas ?? []) {
        const message = readProtobuf(stanza.body)
        if (!message || socket.destroyed) socket.destroy()
        else if (connection) this.#hear(connection, stanza, message)
        else connection = this.#logIn(socket, stanza, message)
      }
      if (connection) clearTimeout(timer)
    })
    socket.on('close', () => {
      clearTimeout(timer)
      if (!connection || this.#connections.get(connection.androidId) !== connection) return
      this.#connections.delete(connection.androidId)
      const id = connection.androidId
      this.#options.events.emit({ type: 'disconnected', browser: 'chromium', id })
    })
  }

  #logIn(socket: TLSSocket, stanza: Stanza, message: ProtobufMessage): Connection | undefined {
    const { checkIns, dispatcher, events, now, subscriptions } = this.#options
    const androidId = textOf(message, 3) ?? ''
    const secret = textOf(message, 5) ?? ''
    if (stanza.tag !== tags.loginRequest || !checkIns.isGenuine(androidId, secret)) {
      socket.destroy()
      return undefined
    }
    const older = this.#connections.get(androidId)
    const connection = { socket, androidId, sent: 1, received: 1, unacknowledged: new Map() }
    this.#connections.set(androidId, connection)
    older?.socket.destroy()
    socket.write(Buffer.concat([Buffer.of(mcsVersion), loginResponse(textOf(message, 1) ?? '', now())]))
    events.emit({ type: 'connected', browser: 'chromium', id: androidId })

    const own = [...subscriptions].filter(
      ({ receiver, state }) => state === 'active' && receiver.kind === 'chromium' && receiver.androidId === androidId,
    )
    // Messages that came over an earlier connection which ended before their acknowledgement.
    const before = new Set((message.get(10) ?? []).map(String))
    for (const subscription of own) {
      this.#acknowledgeBefore(subscription, before)
      dispatcher.flush(subscription)
    }
    return connection
  }

  #acknowledgeBefore(subscription: Subscription, received: ReadonlySet<string>): void {
    const { dispatcher } = this.#options
    for (const { id } of dispatcher.waitingFor(subscription))
      if (received.has(id)) dispatcher.acknowledge(subscription, id, 100)
  }

  #hear(connection: Connection, { tag }: Stanza, message: ProtobufMessage): void {
    connection.received += 1
    switch (tag) {
      case tags.heartbeatPing:
        this.#acknowledge(connection, integerOf(message, 2))
        connection.sent += 1
        connection.socket.write(frame(tags.heartbeatAck, integerField(2, connection.received)))
        return
      case tags.heartbeatAck:
        this.#acknowledge(connection, integerOf(message, 2))
        return
      case tags.iqStanza:
        this.#acknowledge(connection, integerOf(message, 10))
        return
      case tags.close:
        connection.socket.end()
        return
      default:
    }
  }

  #acknowledge({ unacknowledged }: Connection, upTo: bigint | undefined): void {
    if (upTo === undefined) return
    for (const [number, { subscription, message }] of unacknowledged) {
      if (BigInt(number) > upTo) return
      unacknowledged.delete(number)
      this.#options.dispatcher.acknowledge(subscription, message, 100)
    }
  }

  #deliver(subscription: Subscription, message: PushMessage): boolean {
    const { receiver } = subscription
    if (receiver.kind !== 'chromium') return false
    const connection = this.#connections.get(receiver.androidId)
    if (!connection || connection.socket.destroyed) return false
    // A browser that acknowledges nothing gets the rest when it logs in again.
    if (connection.unacknowledged.size >= maxUnacknowledged) return false
    connection.sent += 1
    connection.unacknowledged.set(connection.sent, { subscription, message: message.id })
    connection.socket.write(dataMessage(subscription, message))
    return true
  }
}
