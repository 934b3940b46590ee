import type { Subscription } from './subscription.ts'

/** The storage for subscriptions that outlive the process; the journal in the state folder implements it. */
export interface SubscriptionsJournal {
  saveSubscriptions(subscriptions: readonly Subscription[]): void
  removeSubscription(id: string): void
}

/** All subscriptions of the service, found by id or by the token in their endpoint. */
export class Subscriptions {
  readonly #byId = new Map<string, Subscription>()
  readonly #byToken = new Map<string, Subscription>()
  readonly #journal: SubscriptionsJournal
  readonly #limit: number

  constructor(journal: SubscriptionsJournal, limit: number, stored: Iterable<Subscription>) {
    this.#journal = journal
    this.#limit = limit
    for (const subscription of stored) this.#insert(subscription)
  }

  get size(): number {
    return this.#byId.size
  }

  get(id: string): Subscription | undefined {
    return this.#byId.get(id)
  }

  byToken(token: string): Subscription | undefined {
    return this.#byToken.get(token)
  }

  [Symbol.iterator](): IterableIterator<Subscription> {
    return this.#byId.values()
  }

  /** false, and nothing added, when there would be too many; ended ones make room */
  add(subscriptions: readonly Subscription[]): boolean {
    const needed = this.#byId.size + subscriptions.length - this.#limit
    if (needed > 0) this.#forgetEnded(needed)
    if (this.#byId.size + subscriptions.length > this.#limit) return false
    for (const subscription of subscriptions) this.#insert(subscription)
    this.#journal.saveSubscriptions(subscriptions)
    return true
  }

  /** Saves a changed subscription, or replaces the one with the same id. */
  update(subscription: Subscription): void {
    this.#insert(subscription)
    this.#journal.saveSubscriptions([subscription])
  }

  remove(id: string): Subscription | undefined {
    const subscription = this.#byId.get(id)
    if (!subscription) return undefined
    this.#byId.delete(id)
    this.#byToken.delete(subscription.token)
    this.#journal.removeSubscription(id)
    return subscription
  }

  #forgetEnded(count: number): void {
    const ended = [...this.#byId.values()].filter(({ state }) => state !== 'active')
    for (const { id } of ended.slice(0, count)) this.remove(id)
  }

  #insert(subscription: Subscription): void {
    this.#byId.set(subscription.id, subscription)
    this.#byToken.set(subscription.token, subscription)
  }
}
