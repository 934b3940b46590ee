import type { PushBody } from '../push/push-body.ts'
import type { PushHeaders } from '../push/push-headers.ts'
import type { PushServiceEvents } from '../events/push-service-events.ts'
import { receive } from '../subscriptions/own-subscriber.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { Subscriptions } from '../subscriptions/subscriptions.ts'
import type { PushMessage } from '../push/push-message.ts'
import type { WaitingMessages } from './waiting-messages.ts'

/** Sends to a kind of browser; false: that browser is not connected. */
export type Courier = (subscription: Subscription, message: PushMessage) => boolean

export interface DispatcherOptions {
  readonly subscriptions: Subscriptions
  readonly waiting: WaitingMessages
  readonly events: PushServiceEvents
  readonly now: () => number
  readonly random: (bytes: number) => Buffer
}

/** Passes messages from senders to receivers, and keeps them while the receiver is away. */
export class Dispatcher {
  readonly #options: DispatcherOptions
  readonly #couriers = new Map<string, Courier>()

  constructor(options: DispatcherOptions) {
    this.#options = options
  }

  /** Registers how browsers of a kind are reached. */
  deliverBy(kind: 'firefox' | 'chromium', courier: Courier): void {
    this.#couriers.set(kind, courier)
  }

  /** Takes a message that passed every check; undefined when there is no room for it. */
  take(
    subscription: Subscription,
    { ttl, urgency, topic }: PushHeaders,
    body: PushBody | undefined,
  ): { readonly id: string; readonly delivered: boolean } | undefined {
    const { events, waiting, now, random } = this.#options
    if (waiting.isFull && ttl > 0 && !isOnlineHere(subscription)) return undefined
    const receivedAt = now()
    const id = random(12).toString('base64url')
    const about = { subscription: subscription.id, message: id }
    const expiresAt = receivedAt + ttl * 1000
    const message = { ...about, id, body, ttl, urgency, topic, receivedAt, expiresAt }
    events.emit({ type: 'accepted', ...about, ttl, ...(topic === undefined ? {} : { topic }) })

    // An online own subscriber gets the message before it is stored.
    if (isOnlineHere(subscription) && waiting.of(subscription.id).length === 0) {
      this.#handOver(subscription, message)
      return { id, delivered: true }
    }
    const placement = waiting.place(message)
    if (placement.replaced) events.emit({ type: 'replaced', ...aboutOf(placement.replaced), by: id })
    if (placement.pushedOut) events.emit({ type: 'dropped', ...aboutOf(placement.pushedOut), reason: 'too-many' })
    const delivered = this.#handOver(subscription, message)
    if (!delivered && placement.stored) events.emit({ type: 'stored', ...about })
    if (!delivered && !placement.stored) events.emit({ type: 'dropped', ...about, reason: 'nobody-there' })
    return { id, delivered }
  }

  /** A receiver is online (again): sends all its waiting messages that have not expired. */
  flush(subscription: Subscription): void {
    this.expire(subscription.id)
    for (const message of this.#options.waiting.of(subscription.id)) if (!this.#handOver(subscription, message)) return
  }

  /** The receiver has the message: it need not be kept any longer. */
  acknowledge(subscription: Subscription, message: string, code: number): void {
    this.#options.waiting.remove(message)
    this.#options.events.emit({ type: 'ack', subscription: subscription.id, message, code })
  }

  waitingFor(subscription: Subscription): readonly PushMessage[] {
    return this.#options.waiting.of(subscription.id)
  }

  /** Drops messages that have outlived their TTL. */
  expire(subscription?: string): void {
    const { waiting, events, now } = this.#options
    for (const message of waiting.expire(now(), subscription)) events.emit({ type: 'expired', ...aboutOf(message) })
  }

  /** Takes back a message that no receiver has yet (RFC 8030 §6.4); false when it is gone. */
  recall(message: string): boolean {
    return this.#options.waiting.remove(message) !== undefined
  }

  /** Ends a subscription: from now on senders get the profile's 410. */
  unsubscribe(subscription: Subscription, by: 'browser' | 'control' | 'new-identity', code?: number): void {
    const { events, subscriptions } = this.#options
    if (subscription.state === 'active') {
      subscription.state = 'gone'
      subscriptions.update(subscription)
    }
    this.dropWaiting(subscription)
    const { id, endpoint, receiver } = subscription
    const kind = receiver.kind
    events.emit({ type: 'unsubscribed', subscription: id, kind, endpoint, by, code })
  }

  dropWaiting(subscription: Subscription): void {
    const { events, waiting } = this.#options
    for (const message of waiting.of(subscription.id)) {
      waiting.remove(message.id)
      events.emit({ type: 'dropped', ...aboutOf(message), reason: 'unsubscribed' })
    }
  }

  #handOver(subscription: Subscription, message: PushMessage): boolean {
    const { receiver } = subscription
    if (receiver.kind !== 'own') {
      const courier = this.#couriers.get(receiver.kind)
      if (!courier?.(subscription, message)) return false
      this.#delivered(subscription, message)
      return true
    }
    if (!receiver.online) return false
    const { fault } = receive(receiver, message, this.#options.now())
    this.#delivered(subscription, message)
    this.acknowledge(subscription, message.id, fault === undefined ? 100 : 101)
    return true
  }

  #delivered({ receiver }: Subscription, message: PushMessage): void {
    this.#options.events.emit({
      type: 'delivered',
      ...aboutOf(message),
      kind: receiver.kind,
    })
  }
}

function isOnlineHere({ receiver }: Subscription): boolean {
  return receiver.kind === 'own' && receiver.online
}

function aboutOf(message: PushMessage): { subscription: string; message: string } {
  return { subscription: message.subscription, message: message.id }
}
