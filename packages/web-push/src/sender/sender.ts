import { createSecureContext, getCACertificates } from 'node:tls'
import type { SecureContext } from 'node:tls'
import { AbortWatch } from './abort-watch.ts'
import type { PushRequest } from '../build-request.ts'
import { Channel } from './channel.ts'
import type { ChannelStats } from './channel.ts'
import { Exchange } from './exchange.ts'
import { failure } from '../push-answer.ts'
import type { PushAnswer } from '../push-answer.ts'
import { withDefaults } from './sender-options.ts'
import type { SenderOptions, SenderSettings } from './sender-options.ts'

/** What a sender is doing, for metrics. */
export interface SenderStats {
  inFlight: number
  waiting: number
  connections: number
  origins: ChannelStats[]
}

/**
 * Sends push requests: one HTTP/2 session for each origin, HTTP/1.1 where a service offers no better. Everything has a
 * bound and a time, private addresses are not connected to, redirects are not followed, and every `send` settles with
 * an answer: it never rejects.
 *
 * @example
 * await using sender = new Sender()
 * const answer = await sender.send(buildRequest(message))
 * const { outcome } = classify(answer, 'fcm')
 */
export class Sender implements AsyncDisposable {
  readonly #settings: SenderSettings
  readonly #channels = new Map<string, Channel>()
  readonly #aborts = new AbortWatch()
  readonly #leaving = new Set<Promise<void>>()
  #secureContext: SecureContext | undefined
  #unsettled = 0
  #closed: PromiseWithResolvers<void> | undefined

  constructor(options: SenderOptions = {}) {
    this.#settings = withDefaults(options)
  }

  /** Requests under way and waiting, connections, and the same for each origin. */
  get stats(): SenderStats {
    const origins = Array.from(this.#channels.values(), (channel) => channel.stats)
    const sum = (key: 'inFlight' | 'waiting' | 'connections'): number =>
      origins.reduce((total, origin) => total + origin[key], 0)
    return {
      inFlight: sum('inFlight'),
      waiting: sum('waiting'),
      connections: sum('connections'),
      origins,
    }
  }

  /**
   * Sends one request. A signal gives it up: `aborted`, unless the answer has begun.
   */
  send(request: PushRequest, options: { signal?: AbortSignal } = {}): Promise<PushAnswer> {
    const { signal } = options
    if (this.#closed !== undefined || signal?.aborted === true) {
      const why = signal?.aborted === true ? 'given up by the caller' : 'the sender was closed'
      return Promise.resolve(failure('aborted', why))
    }
    const channel = this.#channelFor(request.origin)
    if ('kind' in channel) {
      return Promise.resolve(channel)
    }
    this.#unsettled += 1
    return new Promise((resolve) => {
      const exchange = new Exchange(request, { owner: channel, signal, resolve })
      if (signal !== undefined) {
        this.#aborts.add(signal, exchange)
      }
      channel.send(exchange)
    })
  }

  /** Takes no more requests, finishes those it has, and closes all connections. */
  async close(): Promise<void> {
    this.#closed ??= Promise.withResolvers()
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

  #onSettled(exchange: Exchange): void {
    if (exchange.signal !== undefined) {
      this.#aborts.delete(exchange.signal, exchange)
    }
    this.#unsettled -= 1
    if (this.#unsettled === 0) {
      this.#closed?.resolve()
    }
  }

  #channelFor(origin: string): Channel | PushAnswer {
    const known = this.#channels.get(origin)
    if (known !== undefined) {
      return known
    }
    const url = URL.parse(origin)
    if (url?.protocol !== 'https:') {
      return failure('blocked', 'only https: is ever contacted')
    }
    if (this.#channels.size >= this.#settings.maxOrigins && !this.#makeRoom()) {
      return failure('aborted', `more than ${this.#settings.maxOrigins} origins at once`)
    }
    const channel = new Channel({
      origin,
      settings: this.#settings,
      secureContext: (this.#secureContext ??= trust(this.#settings.ca)),
      onIdle: () => this.#leave(origin),
      onSettled: (exchange) => this.#onSettled(exchange),
    })
    this.#channels.set(origin, channel)
    return channel
  }

  /** Closes, of the idle origins, the one that was opened first. */
  #makeRoom(): boolean {
    for (const [origin, channel] of this.#channels) {
      if (channel.isIdle) {
        this.#leave(origin)
        return true
      }
    }
    return false
  }

  #leave(origin: string): void {
    const channel = this.#channels.get(origin)
    if (channel !== undefined) {
      this.#channels.delete(origin)
      const closing = channel.close().finally(() => this.#leaving.delete(closing))
      this.#leaving.add(closing)
    }
  }
}

/** `ca` comes beside the authorities trusted anyway, those of NODE_EXTRA_CA_CERTS included. */
function trust(ca: string | Buffer | undefined): SecureContext {
  return ca === undefined
    ? createSecureContext()
    : createSecureContext({ ca: [...getCACertificates('default'), ca] })
}
