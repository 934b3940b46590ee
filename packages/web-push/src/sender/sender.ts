import tls from 'node:tls'
import type { SecureContext } from 'node:tls'
import { deferred } from '../deferred.ts'
import type { Deferred } from '../deferred.ts'
import { AbortWatch } from './abort-watch.ts'
import type { PushRequest } from '../build-request.ts'
import { Channel } from './channel.ts'
import type { ChannelStats } from './channel.ts'
import { Exchange } from './exchange.ts'
import { failure } from '../push-answer.ts'
import type { PushAnswer } from '../push-answer.ts'
import { isNamedPushService } from '../push-services.ts'
import type { PushServiceName } from '../push-services.ts'
import { PlaceLine } from './place-line.ts'
import { requestFault } from './request-fault.ts'
import type { SenderOptions } from './sender-options.ts'
import { withDefaults } from './sender-settings.ts'
import type { SenderSettings } from './sender-settings.ts'

/** The state of a sender, for metrics. */
export interface SenderStats {
  inFlight: number
  waiting: number
  connections: number
  origins: ChannelStats[]
}

/** Origins that have answered, the newest: more than there are push services. */
const MOST_KNOWN = 1024

/**
 * Sends push requests: one HTTP/2 session for each origin, HTTP/1.1 where a service offers no better. Everything has a
 * bound and a timeout, private addresses are not connected to, redirects are not followed, and `send` always settles
 * with an answer.
 *
 * @example
 * await using sender = new Sender()
 * const answer = await sender.send(buildRequest(message))
 * const { outcome } = classify(answer, 'fcm')
 */
export class Sender implements AsyncDisposable {
  readonly #settings: SenderSettings
  readonly #channels = new Map<string, { channel: Channel; service: PushServiceName }>()
  readonly #known = new Set<string>()
  readonly #line: PlaceLine
  readonly #aborts = new AbortWatch()
  readonly #leaving = new Set<Promise<void>>()
  #secureContext: SecureContext | undefined
  #unsettled = 0
  #serving = false
  #closed: Deferred<void> | undefined

  constructor(options: SenderOptions = {}) {
    this.#settings = withDefaults(options)
    this.#line = new PlaceLine(this.#settings.waitTimeoutMs)
  }

  /** Requests under way and waiting, connections, and the same for each origin. */
  get stats(): SenderStats {
    const origins = Array.from(this.#channels.values(), ({ channel }) => channel.stats)
    const sum = (key: 'inFlight' | 'waiting' | 'connections'): number =>
      origins.reduce((total, origin) => total + origin[key], 0)
    return {
      inFlight: sum('inFlight'),
      waiting: sum('waiting') + this.#line.size,
      connections: sum('connections'),
      origins,
    }
  }

  /**
   * Sends one request. A signal ends it with `aborted`, unless the answer has begun. Rejects only when the argument is
   * no request, with a TypeError.
   */
  send(request: PushRequest, options: { signal?: AbortSignal } = {}): Promise<PushAnswer> {
    const { signal } = options
    const fault = requestFault(request, signal)
    if (fault !== undefined) {
      return Promise.reject(fault)
    }
    if (this.#closed !== undefined || signal?.aborted === true) {
      const why = signal?.aborted === true ? 'given up by the caller' : 'the sender was closed'
      return Promise.resolve(failure('aborted', why))
    }
    const channel = this.#channelFor(request)
    if (channel !== undefined && 'kind' in channel) {
      return Promise.resolve(channel)
    }
    if (channel === undefined && this.#line.size >= this.#settings.maxWaiting) {
      return Promise.resolve(
        failure('aborted', `more than ${this.#settings.maxWaiting} requests wait for a connection`),
      )
    }
    this.#unsettled += 1
    return new Promise((resolve) => {
      const owner = channel ?? { onSettled: (settled) => this.#onSettled(settled) }
      const exchange = new Exchange(request, owner, signal, resolve)
      if (signal !== undefined) {
        this.#aborts.add(signal, exchange)
      }
      if (channel === undefined) {
        this.#line.add(exchange, this.#isKnown(request.origin) ? 'known' : request.service)
      } else {
        channel.send(exchange)
      }
    })
  }

  /** Takes no more requests, finishes those under way, and closes all connections. */
  async close(): Promise<void> {
    this.#closed ??= deferred()
    if (this.#unsettled > 0) {
      await this.#closed.promise
    }
    for (const origin of this.#channels.keys()) {
      this.#leave(origin)
    }
    await Promise.all(this.#leaving)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  #onSettled(exchange: Exchange, answer?: PushAnswer): void {
    if (answer?.kind === 'response') {
      this.#note(exchange.request.origin)
    }
    if (exchange.signal !== undefined) {
      this.#aborts.delete(exchange.signal, exchange)
    }
    this.#unsettled -= 1
    if (this.#unsettled === 0) {
      this.#closed?.resolve()
    }
  }

  /** Undefined where it has to wait for a place. */
  #channelFor({ origin, service }: PushRequest): Channel | PushAnswer | undefined {
    const open = this.#channels.get(origin)
    if (open !== undefined) {
      return open.channel
    }
    if (!URL.canParse(origin) || new URL(origin).protocol !== 'https:') {
      return failure('blocked', 'only https: is ever contacted')
    }
    if (!this.#hasPlace(origin, service)) {
      return undefined
    }
    const channel = new Channel({
      origin,
      settings: this.#settings,
      secureContext: (this.#secureContext ??= trust(this.#settings.ca)),
      onIdle: () => this.#leave(origin),
      onRest: () => this.#serveLine(),
      onSettled: (exchange, answer) => this.#onSettled(exchange, answer),
    })
    this.#channels.set(origin, { channel, service })
    return channel
  }

  /** Whether there may be one more; an idle one is closed for it. */
  #hasPlace(origin: string, service: PushServiceName): boolean {
    const { maxOrigins } = this.#settings
    if (!this.#isKnown(origin)) {
      const most = Math.max(1, Math.floor((maxOrigins * 3) / 4))
      const strangers = [...this.#channels].filter(([other]) => !this.#isKnown(other))
      const ofService = strangers.filter(([, open]) => open.service === service)
      if (ofService.length >= Math.max(1, Math.ceil(most / 2)) && !this.#closeIdle(ofService)) return false
      if (strangers.length >= most && !this.#closeIdle(strangers)) return false
    }
    return this.#channels.size < maxOrigins || this.#closeIdle(this.#channels)
  }

  /** Closes the idle origin that was opened first. */
  #closeIdle(channels: Iterable<[string, { channel: Channel }]>): boolean {
    for (const [origin, { channel }] of channels) {
      if (this.#channels.has(origin) && channel.isIdle) {
        this.#leave(origin)
        return true
      }
    }
    return false
  }

  #isKnown(origin: string): boolean {
    return this.#known.has(origin) || isNamedPushService(origin.slice('https://'.length))
  }

  #note(origin: string): void {
    if (this.#known.has(origin)) return
    for (const oldest of this.#known) {
      if (this.#known.size < MOST_KNOWN) break
      this.#known.delete(oldest)
    }
    this.#known.add(origin)
  }

  /** Not at once: what has just become idle is still within its own work. */
  #serveLine(): void {
    if (this.#line.size === 0 || this.#serving) return
    this.#serving = true
    setImmediate(() => {
      this.#serving = false
      this.#line.serve(({ request }) => {
        const channel = this.#channelFor(request)
        return channel === undefined || 'kind' in channel ? undefined : channel
      })
    })
  }

  #leave(origin: string): void {
    const open = this.#channels.get(origin)
    if (open !== undefined) {
      this.#channels.delete(origin)
      this.#serveLine()
      const closing = open.channel.close().finally(() => this.#leaving.delete(closing))
      this.#leaving.add(closing)
    }
  }
}

/**
 * `ca` is added to the authorities trusted anyway, those of NODE_EXTRA_CA_CERTS included. Node before 22.15 does not
 * list the latter, so there they count only without `ca`.
 */
function trust(ca: string | Buffer | undefined): SecureContext {
  if (ca === undefined) {
    return tls.createSecureContext()
  }
  const usual = typeof tls.getCACertificates === 'function' ? tls.getCACertificates('default') : tls.rootCertificates
  return tls.createSecureContext({ ca: [...usual, ca] })
}
