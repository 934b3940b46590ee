import type { PushMessage } from '../push/push-message.ts'

/** The storage for messages that outlive the process; the journal in the state folder implements it. */
export interface WaitingMessagesJournal {
  saveMessage(message: PushMessage): void
  removeMessage(id: string): void
}

export interface WaitingLimits {
  /** messages for one subscription; real services keep about a hundred */
  readonly perSubscription: number
  readonly total: number
}

export type Placement = {
  readonly stored: boolean
  /** the message of the same Topic that it replaces (RFC 8030 §5.4) */
  readonly replaced: PushMessage | undefined
  /** the oldest message, when the subscription had too many */
  readonly pushedOut: PushMessage | undefined
}

/** Messages that no browser has acknowledged yet: ordered by subscription, bounded, durable. */
export class WaitingMessages {
  readonly #bySubscription = new Map<string, PushMessage[]>()
  readonly #byId = new Map<string, PushMessage>()
  readonly #journal: WaitingMessagesJournal
  readonly #limits: WaitingLimits

  constructor(journal: WaitingMessagesJournal, limits: WaitingLimits, stored: Iterable<PushMessage>) {
    this.#journal = journal
    this.#limits = limits
    for (const message of stored) this.#insert(message)
  }

  get size(): number {
    return this.#byId.size
  }

  get isFull(): boolean {
    return this.#byId.size >= this.#limits.total
  }

  get(id: string): PushMessage | undefined {
    return this.#byId.get(id)
  }

  place(message: PushMessage): Placement {
    const list = this.#bySubscription.get(message.subscription) ?? []
    const replaced = message.topic === undefined ? undefined : list.find((item) => item.topic === message.topic)
    if (replaced) this.remove(replaced.id)
    // RFC 8030 §5.4: TTL 0 replaces too, but is itself never kept.
    if (message.ttl === 0) return { stored: false, replaced, pushedOut: undefined }
    const tooMany = this.of(message.subscription).length >= this.#limits.perSubscription
    const pushedOut = tooMany ? this.of(message.subscription)[0] : undefined
    if (pushedOut) this.remove(pushedOut.id)
    this.#insert(message)
    this.#journal.saveMessage(message)
    return { stored: true, replaced, pushedOut }
  }

  of(subscription: string): readonly PushMessage[] {
    return this.#bySubscription.get(subscription) ?? []
  }

  remove(id: string): PushMessage | undefined {
    const message = this.#byId.get(id)
    if (!message) return undefined
    this.#byId.delete(id)
    const list = this.#bySubscription.get(message.subscription) ?? []
    const rest = list.filter((item) => item.id !== id)
    if (rest.length > 0) this.#bySubscription.set(message.subscription, rest)
    else this.#bySubscription.delete(message.subscription)
    this.#journal.removeMessage(id)
    return message
  }

  /** Removes and returns messages that have outlived their TTL, of one subscription or of all. */
  expire(now: number, subscription?: string): PushMessage[] {
    const candidates = subscription === undefined ? this.#byId.values() : this.of(subscription)
    const expired = [...candidates].filter((message) => message.expiresAt <= now)
    for (const message of expired) this.remove(message.id)
    return expired
  }

  #insert(message: PushMessage): void {
    this.#byId.set(message.id, message)
    const list = this.#bySubscription.get(message.subscription)
    if (list) list.push(message)
    else this.#bySubscription.set(message.subscription, [message])
  }
}
