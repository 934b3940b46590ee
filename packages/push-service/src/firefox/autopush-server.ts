import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { isCurvePoint } from '../decryption/curve.ts'
import type { PushServiceEvents } from '../events/push-service-events.ts'
import type { Dispatcher } from '../messages/dispatcher.ts'
import { profiles } from '../profiles/profiles.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { Subscriptions } from '../subscriptions/subscriptions.ts'
import { notificationFrame, parseClientFrame, type ClientFrame } from './autopush-frames.ts'

const maxConnections = 100
const maxChannels = 1000
const maxFrameBytes = 64 * 1024
const helloWithinMs = 30_000

export interface AutopushOptions {
  readonly subscriptions: Subscriptions
  readonly dispatcher: Dispatcher
  readonly events: PushServiceEvents
  /** https://localhost:PORT */
  readonly pushUrl: string
  readonly now: () => number
  readonly random: (bytes: number) => Buffer
}

interface Connection {
  readonly socket: WebSocket
  readonly uaid: string
  /** by channel id */
  readonly channels: Map<string, Subscription>
  /** the message of each version: a nack names only the version */
  readonly sent: Map<string, Subscription>
}

/** The server that Firefox keeps a WebSocket to (sub-protocol push-notification). */
export class AutopushServer {
  readonly #options: AutopushOptions
  readonly #connections = new Map<string, Connection>()
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    handleProtocols: (offered) => (offered.has('push-notification') ? 'push-notification' : false),
  })

  constructor(options: AutopushOptions) {
    this.#options = options
    options.dispatcher.deliverBy('firefox', (subscription, message) => {
      const { receiver } = subscription
      if (receiver.kind !== 'firefox') return false
      const connection = this.#connections.get(receiver.uaid)
      if (!connection || connection.socket.readyState !== connection.socket.OPEN) return false
      connection.sent.set(message.id, subscription)
      if (connection.sent.size > maxChannels) forgetOldest(connection.sent)
      connection.socket.send(notificationFrame(receiver.channelId, message))
      return true
    })
  }

  /** Takes over a request to upgrade. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const host = request.headers.host ?? ''
    const { origin } = request.headers
    // Firefox names the server itself as origin; a web page would name the page's.
    const isFirefox = origin === undefined || origin.replace(/\/$/, '') === `ws://${host}`
    if (!isFirefox || this.#server.clients.size >= maxConnections) {
      socket.end(`HTTP/1.1 ${isFirefox ? '503 Service Unavailable' : '403 Forbidden'}\r\n\r\n`)
      return
    }
    this.#server.handleUpgrade(request, socket, head, (client) => {
      this.#greet(client)
    })
  }

  /** Every Firefox gets a new uaid at its next hello, and so drops its subscriptions. */
  newIdentity(): void {
    const { subscriptions, dispatcher } = this.#options
    for (const subscription of subscriptions) {
      const { receiver, state } = subscription
      if (receiver.kind !== 'firefox') continue
      if (state === 'active') dispatcher.unsubscribe(subscription, 'new-identity')
      // Nobody's from now on: the uaid is not known here any more.
      subscriptions.update({ ...subscription, receiver: { ...receiver, uaid: '' } })
    }
    this.disconnect()
  }

  disconnect(): void {
    for (const client of this.#server.clients) hangUp(client, 1001)
  }

  #greet(socket: WebSocket): void {
    let connection: Connection | undefined
    const timer = setTimeout(() => {
      hangUp(socket, 4008)
    }, helloWithinMs)
    timer.unref()
    socket.on('error', () => {
      socket.terminate()
    })
    socket.on('message', (data: RawData, isBinary: boolean) => {
      // With the default binaryType a message is one Buffer.
      const frame = isBinary ? undefined : parseClientFrame((data as Buffer).toString('utf8'))
      if (!frame) {
        hangUp(socket, 4000)
      } else if (connection) {
        this.#hear(connection, frame)
      } else if (frame.messageType === 'hello') {
        clearTimeout(timer)
        connection = this.#open(socket, frame.uaid)
      } else {
        hangUp(socket, 4000)
      }
    })
    socket.on('close', () => {
      clearTimeout(timer)
      if (!connection || this.#connections.get(connection.uaid) !== connection) return
      this.#connections.delete(connection.uaid)
      this.#options.events.emit({ type: 'disconnected', browser: 'firefox', id: connection.uaid })
    })
  }

  #open(socket: WebSocket, claimed: string | undefined): Connection {
    const { subscriptions, events, dispatcher, random } = this.#options
    const channels = new Map<string, Subscription>()
    let isKnown = false
    for (const subscription of subscriptions) {
      const { receiver, state } = subscription
      if (receiver.kind !== 'firefox' || receiver.uaid !== claimed) continue
      isKnown = true
      if (state === 'active') channels.set(receiver.channelId, subscription)
    }
    // Firefox names itself only while it holds subscriptions: unknown ones it has to drop.
    const uaid = isKnown && claimed !== undefined ? claimed : random(16).toString('hex')
    const older = this.#connections.get(uaid)
    const connection = { socket, uaid, channels, sent: new Map<string, Subscription>() }
    this.#connections.set(uaid, connection)
    if (older) hangUp(older.socket, 4001)
    const reply = { messageType: 'hello', uaid, status: 200, use_webpush: true, broadcasts: {} }
    socket.send(JSON.stringify(reply))
    events.emit({ type: 'connected', browser: 'firefox', id: uaid })
    for (const subscription of channels.values()) dispatcher.flush(subscription)
    return connection
  }

  #hear(connection: Connection, frame: ClientFrame): void {
    const { dispatcher, events } = this.#options
    const { socket, channels, sent } = connection
    switch (frame.messageType) {
      case 'register':
        socket.send(JSON.stringify(this.#register(connection, frame.channelID, frame.key)))
        return
      case 'unregister': {
        const subscription = channels.get(frame.channelID)
        channels.delete(frame.channelID)
        if (subscription) dispatcher.unsubscribe(subscription, 'browser', frame.code)
        const { messageType, channelID } = frame
        socket.send(JSON.stringify({ messageType, channelID, status: 200 }))
        return
      }
      case 'ack':
        for (const { channelID, version, code } of frame.updates) {
          const subscription = channels.get(channelID)
          if (subscription) dispatcher.acknowledge(subscription, version, code)
        }
        return
      case 'nack': {
        const subscription = sent.get(frame.version)
        if (!subscription) return
        const { version, code } = frame
        events.emit({ type: 'nack', subscription: subscription.id, message: version, code })
        return
      }
      case 'ping':
        socket.send('{}')
        return
      case 'hello':
      case 'broadcast_subscribe':
        return
    }
  }

  #register(connection: Connection, channelID: string, key: string | undefined): object {
    const { subscriptions, events, pushUrl, now, random } = this.#options
    const { uaid, channels } = connection
    const reply = { messageType: 'register', channelID }
    // Firefox sends the key padded, senders send it without.
    const applicationServerKey = key?.replace(/=+$/, '')
    if (key !== undefined && !isCurvePoint(Buffer.from(key, 'base64url'))) return { ...reply, status: 400 }
    const known = channels.get(channelID)
    if (known && known.applicationServerKey === applicationServerKey)
      return { ...reply, status: 200, pushEndpoint: known.endpoint }

    const profile = profiles.mozilla
    const token = profile.token(random)
    const endpoint = pushUrl + profile.path(token, key !== undefined)
    const subscription: Subscription = {
      id: random(9).toString('base64url'),
      profile: profile.name,
      endpoint,
      token,
      applicationServerKey,
      createdAt: now(),
      maxBodyBytes: profile.maxBodyBytes,
      state: 'active',
      receiver: { kind: 'firefox', uaid, channelId: channelID },
    }
    if (channels.size >= maxChannels || !subscriptions.add([subscription])) return { ...reply, status: 500 }
    channels.set(channelID, subscription)
    const about = { subscription: subscription.id, profile: profile.name, endpoint }
    events.emit({ type: 'subscribed', kind: 'firefox', ...about })
    return { ...reply, status: 200, pushEndpoint: endpoint }
  }
}

/** Firefox does not answer a close frame, so the connection has to be ended as well. */
function hangUp(socket: WebSocket, code: number): void {
  socket.close(code)
  socket.terminate()
}

function forgetOldest(map: Map<string, unknown>): void {
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}
