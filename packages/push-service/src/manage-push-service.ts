import { setImmediate as nextTurn } from 'node:timers/promises'
import { checkArgument, type Kind } from './arguments/check-argument.ts'
import type { PushServiceEvents } from './events/push-service-events.ts'
import type { Faults } from './faults/faults.ts'
import type { Dispatcher } from './messages/dispatcher.ts'
import type { WaitingMessages } from './messages/waiting-messages.ts'
import type { OwnSubscription, PushService, PushServiceAddresses } from './push-service-api.ts'
import {
  makeKeyPairs,
  makeOwnSubscriptions,
  subscribeFields,
  type MakingContext,
  type SubscribeManyOptions,
} from './subscriptions/make-own-subscriptions.ts'
import type { KeyPair } from './subscriptions/own-subscriber.ts'
import { receiverKinds, type Subscription } from './subscriptions/subscription.ts'
import type { Subscriptions } from './subscriptions/subscriptions.ts'
import { viewOf, type SubscriptionView } from './subscriptions/subscription-view.ts'

export interface ManagedParts {
  readonly ca: string
  readonly addresses: PushServiceAddresses
  readonly events: PushServiceEvents
  readonly faults: Faults
  readonly subscriptions: Subscriptions
  readonly waiting: WaitingMessages
  readonly dispatcher: Dispatcher
  readonly making: MakingContext
  readonly firefox: PushService['firefox']
  readonly disconnectChromium: () => void
  readonly close: () => Promise<void>
}

const howMany: Kind = { from: 0, to: Number.MAX_SAFE_INTEGER }

/** Key pairs take 23 µs each: between chunks the loop can answer others. */
const chunk = 1000

/** Puts the parts of a running service behind its public interface. */
export function managePushService(parts: ManagedParts): PushService {
  const { subscriptions, waiting, dispatcher, events } = parts

  async function subscribeMany(count: number, given: SubscribeManyOptions = {}): Promise<OwnSubscription[]> {
    checkArgument('count', count, { kind: howMany })
    checkArgument('the options of subscribeMany', given, { fields: { ...subscribeFields, keyPairs: howMany } })
    const { keyPairs = count, ...options } = given
    const all: OwnSubscription[] = []
    const pairs: KeyPair[] = []
    while (all.length < count) {
      const size = Math.min(chunk, count - all.length)
      const fresh = Math.min(size, Math.max(keyPairs, 1) - pairs.length)
      pairs.push(...makeKeyPairs(fresh, parts.making.random))
      const made = makeOwnSubscriptions(size, options, pairs, all.length, parts.making)
      if (!subscriptions.add(made)) throw new RangeError('too many subscriptions')
      for (const { id, profile, endpoint } of made)
        events.emit({ type: 'subscribed', subscription: id, kind: 'own', profile, endpoint })
      all.push(...made.map(toPushSubscription))
      await nextTurn()
    }
    return all
  }

  function find(id: string): Subscription {
    checkArgument('id', id, { kind: 'string' })
    const subscription = subscriptions.get(id)
    if (!subscription) throw new RangeError(`there is no subscription ${id}`)
    return subscription
  }

  function view(subscription: Subscription): SubscriptionView {
    return viewOf(subscription, waiting.of(subscription.id).length)
  }

  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= parts.close())

  return {
    ...parts.addresses,
    ca: parts.ca,
    addresses: parts.addresses,
    events,
    faults: parts.faults,
    firefox: parts.firefox,
    disconnectChromium: parts.disconnectChromium,
    subscribeMany,
    subscribe: async (options = {}) => {
      checkArgument('the options of subscribe', options, { fields: subscribeFields })
      return (await subscribeMany(1, options))[0] as OwnSubscription
    },
    subscription: (id) => {
      const found = subscriptions.get(id)
      return found && view(found)
    },
    *subscriptions(kind) {
      if (kind !== undefined) checkArgument('kind', kind, { kind: receiverKinds })
      for (const subscription of subscriptions) {
        if (kind !== undefined && subscription.receiver.kind !== kind) continue
        yield Object.assign(() => view(subscription), { id: subscription.id })
      }
    },
    messages: (id) => {
      const wanted = id === undefined ? [...subscriptions] : [find(id)]
      const messages = wanted.flatMap(({ receiver }) => (receiver.kind === 'own' ? receiver.record.messages : []))
      return id === undefined ? messages.sort((a, b) => a.receivedAt - b.receivedAt) : messages
    },
    setOnline: (id, online) => {
      checkArgument('online', online, { kind: 'boolean' })
      const subscription = find(id)
      if (subscription.receiver.kind !== 'own')
        throw new RangeError('only own subscribers are switched on and off here')
      subscription.receiver.online = online
      subscriptions.update(subscription)
      if (online) dispatcher.flush(subscription)
    },
    lose: (id, status = 410) => {
      checkArgument('status', status, { kind: [404, 410] })
      const subscription = find(id)
      subscription.state = status === 404 ? 'lost' : 'gone'
      subscriptions.update(subscription)
      dispatcher.dropWaiting(subscription)
    },
    unsubscribe: (id) => {
      dispatcher.unsubscribe(find(id), 'control')
    },
    forget: (id) => {
      const wanted = id === undefined ? [...subscriptions] : [find(id)]
      const own = wanted.filter(({ receiver }) => receiver.kind === 'own')
      for (const subscription of own) {
        dispatcher.dropWaiting(subscription)
        subscriptions.remove(subscription.id)
      }
      return own.length
    },
    expire: () => {
      dispatcher.expire()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function toPushSubscription({ id, endpoint, receiver }: Subscription): OwnSubscription {
  if (receiver.kind !== 'own') throw new TypeError('not an own subscriber')
  const { p256dh, auth } = receiver.keys
  return { id, endpoint, expirationTime: null, keys: { p256dh, auth } }
}
