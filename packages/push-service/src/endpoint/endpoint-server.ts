import { createSecureServer, Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Certificates } from '../certificates/certificates.ts'
import type { PushServiceEvents } from '../events/push-service-events.ts'
import type { Fault } from '../faults/fault.ts'
import type { Faults } from '../faults/faults.ts'
import { performFault, send, type Exchange } from '../faults/perform-fault.ts'
import type { Dispatcher } from '../messages/dispatcher.ts'
import type { Answer, Profile } from '../profiles/profile.ts'
import { longestBody, profileOf, tokenOf } from '../profiles/profiles.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { Subscriptions } from '../subscriptions/subscriptions.ts'
import { listen, type Listening } from './listen.ts'
import { examineRequest } from './examine-request.ts'
import { refuse, type Checked } from '../profiles/refusal.ts'
import { VapidVerifier } from './vapid.ts'

/** A body that is too large is read up to here, so that it can be answered; then the connection ends. */
const maxReadBytes = 1024 * 1024

/** The limit that real services announce; senders have to respect it (RFC 9113 §5.1.2). */
const maxConcurrentStreams = 100
/** Enough for senders that open a connection per message. */
const maxConnections = 10_000
const idleMs = 5 * 60_000

export interface EndpointServerOptions {
  readonly port: number
  readonly certificates: Certificates
  readonly subscriptions: Subscriptions
  readonly dispatcher: Dispatcher
  readonly faults: Faults
  readonly events: PushServiceEvents
  readonly now: () => number
}

type Request = IncomingMessage | Http2ServerRequest
type Response = ServerResponse | Http2ServerResponse

/** Starts the senders' side: TLS with HTTP/2 and HTTP/1.1 by ALPN. */
export async function startEndpointServer(options: EndpointServerOptions): Promise<Listening> {
  const vapid = new VapidVerifier()
  const closing = new AbortController()
  const connections = new Map<number, Socket>()
  const server = createSecureServer({
    allowHTTP1: true,
    cert: options.certificates.cert,
    key: options.certificates.key,
    maxSendHeaderBlockLength: 16 * 1024 * 1024, // for the fault huge-headers
    settings: { maxConcurrentStreams },
  })
  server.maxConnections = maxConnections
  server.setTimeout(idleMs)
  server.on('connection', (socket: Socket) => {
    const { remotePort = 0 } = socket
    connections.set(remotePort, socket)
    socket.on('close', () => connections.delete(remotePort))
    socket.on('error', () => socket.destroy())
  })
  // Vanishing clients are normal here, and faults make them vanish.
  server.on('sessionError', () => undefined)
  server.on('tlsClientError', () => undefined)
  server.on('clientError', (_error, socket) => socket.destroy())
  server.on('request', (request: Request, response: Response) => {
    request.on('error', () => undefined)
    response.on('error', () => undefined)
    const { remotePort = 0 } = request.socket
    const cut = (how: 'end' | 'reset'): void => {
      const socket = connections.get(remotePort)
      if (how === 'reset') socket?.resetAndDestroy()
      else socket?.destroy()
    }
    const exchange = { request, response, signal: closing.signal, cut }
    answerRequest(exchange, options, vapid).catch((error: unknown) => {
      cut('end')
      process.emitWarning(error instanceof Error ? error : String(error))
    })
  })
  const listening = await listen(server, options.port, 'push endpoints')
  return {
    ...listening,
    close: async () => {
      closing.abort()
      options.faults.clear() // Nobody is held any longer.
      for (const socket of connections.values()) socket.destroy()
      await listening.close()
    },
  }
}

async function answerRequest(exchange: Exchange, options: EndpointServerOptions, vapid: VapidVerifier): Promise<void> {
  const { request, response, signal, cut } = exchange
  const body = await readBody(request)
  if (body === 'broken') return
  if (body === 'endless') {
    // RFC 9113 §8.1: an answer may come before the end of the request, which is then dropped.
    response.on('finish', () => {
      if (request instanceof Http2ServerRequest) request.stream.close(0)
      else cut('end')
    })
  }
  const url = addressOf(request)
  const profile = profileOf(url?.hostname ?? '', url?.pathname ?? '')
  const token = url && tokenOf(profile, url)
  const subscription = token === undefined ? undefined : options.subscriptions.byToken(token)

  const fault = options.faults.meet({ subscription: subscription?.id, profile: profile.name })
  if (fault) {
    options.events.emit({
      type: 'faulted',
      subscription: subscription?.id,
      profile: profile.name,
      fault: fault.id,
      action: fault.action,
    })
    if (fault.delayMs !== undefined) await wait(fault.delayMs, undefined, { signal, ref: false }).catch(() => undefined)
    if (fault.action === 'hold') await options.faults.lifted(fault.id)
    if (signal.aborted) return
  }
  const isLate = fault?.action === 'slow' || fault?.action === 'hold'
  const isTaken = !fault || isLate || fault.when === 'after'
  const answer = isTaken
    ? takeMessage(
        { request, body: Buffer.isBuffer(body) ? body : undefined, url, subscription, profile },
        options,
        vapid,
      )
    : undefined
  if (fault && !isLate) await performFault(fault, exchange, commandedAnswer(fault, profile, options.faults))
  else if (answer) send(exchange, answer)
}

interface Arrived {
  readonly request: Request
  readonly body: Buffer | undefined
  readonly url: URL | undefined
  readonly subscription: Subscription | undefined
  readonly profile: Profile
}

function takeMessage(
  { request, body, url, subscription, profile }: Arrived,
  { dispatcher, events, now }: EndpointServerOptions,
  vapid: VapidVerifier,
): Answer {
  const recalled = /^\/m\/([\w-]+)$/.exec(url?.pathname ?? '')?.[1]
  if (request.method === 'DELETE' && recalled !== undefined) {
    // RFC 8030 §6.4; only autopush has such addresses.
    if (dispatcher.recall(recalled)) return { status: 204, headers: {}, body: '' }
    return profile.failure(404)
  }
  const header = (name: string): string | undefined => {
    const value = request.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
  const origin = url?.origin ?? ''
  const method = request.method ?? ''
  const examined = examineRequest({ method, header, body, origin }, subscription, profile, vapid, now())
  let result: Checked<Answer>
  if (examined.ok) {
    const { headers } = examined.value
    const taken = dispatcher.take(examined.value.subscription, headers, examined.value.body)
    result = taken
      ? { ok: true, value: profile.accept({ ...taken, ttl: headers.ttl, origin }) }
      : refuse('store-full', 'too many messages are waiting')
  } else {
    result = examined
  }
  if (result.ok) return result.value
  const { code, detail } = result.refusal
  const answer = profile.refuse(result.refusal)
  const about = { subscription: subscription?.id, profile: profile.name, status: answer.status }
  events.emit({ type: 'refused', ...about, code, detail })
  return answer
}

function commandedAnswer(fault: Fault, profile: Profile, faults: Faults): Answer {
  const status = fault.status ?? (fault.action === 'status' ? 500 : 200)
  const usual: Answer = status < 300 ? { status, headers: {}, body: '' } : profile.failure(status)
  const retryAfter = faults.retryAfterOf(fault)
  const headers = {
    ...usual.headers,
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    ...fault.headers,
  }
  return { status, headers, body: fault.body ?? usual.body }
}

/** The endpoint as the sender names it: a sender that maps addresses keeps the real host. */
function addressOf(request: Request): URL | undefined {
  const authority = request.headers[':authority'] ?? request.headers.host
  if (typeof authority !== 'string' || !request.url?.startsWith('/')) return undefined
  const address = `https://${authority}${request.url}`
  return URL.canParse(address) ? new URL(address) : undefined
}

type Body = Buffer | 'too-long' | 'endless' | 'broken'

/** too-long: read to its end · endless: no longer read · broken: the client went away */
async function readBody(request: Request): Promise<Body> {
  const parts: Buffer[] = []
  let length = 0
  const { promise, resolve } = Promise.withResolvers<Body>()
  request.on('data', (part: Buffer) => {
    length += part.length
    if (length <= longestBody) parts.push(part)
    if (length > maxReadBytes) resolve('endless')
  })
  request.on('end', () => {
    resolve(length > longestBody ? 'too-long' : Buffer.concat(parts))
  })
  // Without effect after 'end'.
  request.on('close', () => {
    resolve('broken')
  })
  return await promise
}
