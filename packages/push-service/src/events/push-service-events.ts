import { checkArgument, type Fields, type Kind } from '../arguments/check-argument.ts'
import { eventTypes } from './push-service-event.ts'
import type { Happening, PushServiceEvent, PushServiceEventOf, PushServiceEventType } from './push-service-event.ts'

type Listener = (event: PushServiceEvent) => void

const maxListeners = 1000

export interface NextOptions<Type extends PushServiceEventType> {
  readonly where?: (event: PushServiceEventOf<Type>) => boolean
  /** a `mark`; events after it count even when they happened before this call */
  readonly after?: number
  readonly signal?: AbortSignal
  /** milliseconds, 10,000 when absent */
  readonly timeoutMs?: number
}

const markKind: Kind = { from: 0, to: Number.MAX_SAFE_INTEGER }
const streamFields: Fields = { after: markKind, signal: 'object' }
const nextFields: Fields = { ...streamFields, where: 'function', timeoutMs: { from: 0, to: 2 ** 31 - 1 } }

/**
 * The service's events, to be listened to, awaited or read later. The last events are kept, so that a test can take a
 * `mark`, act, and then wait without a race.
 *
 * @example
 * const { mark } = service.events
 * await page.click('button')
 * const { endpoint } = await service.events.next('subscribed', { after: mark })
 */
export class PushServiceEvents implements AsyncIterable<PushServiceEvent> {
  readonly #kept: PushServiceEvent[] = []
  readonly #listeners = new Set<Listener>()
  readonly #now: () => number
  readonly #limit: number
  #sequence = 0
  #closed = false
  readonly #whenClosed = new Set<() => void>()

  constructor(now: () => number, limit = 10_000) {
    this.#now = now
    this.#limit = limit
  }

  /** number of the last event: later events have greater ones */
  get mark(): number {
    return this.#sequence
  }

  /** @internal */
  emit(happening: Happening): void {
    this.#sequence += 1
    const event = { ...happening, sequence: this.#sequence, at: this.#now() }
    this.#kept[this.#sequence % this.#limit] = event
    for (const listener of this.#listeners) listener(event)
  }

  /** Calls the listener for every event of the type; returns how to stop. */
  on<Type extends PushServiceEventType>(type: Type, listener: (event: PushServiceEventOf<Type>) => void): () => void {
    checkArgument('type', type, { kind: eventTypes })
    checkArgument('listener', listener, { kind: 'function' })
    return this.#listen((event) => {
      if (event.type === type) listener(event as PushServiceEventOf<Type>)
    })
  }

  /** The kept events after a mark, oldest first, at most `limit`. */
  since(mark: number, limit = this.#limit): PushServiceEvent[] {
    checkArgument('mark', mark, { kind: markKind })
    checkArgument('limit', limit, { kind: markKind })
    const first = Math.max(mark + 1, this.#sequence - this.#limit + 1, 1)
    const last = Math.min(this.#sequence, first + limit - 1)
    const events: PushServiceEvent[] = []
    for (let sequence = first; sequence <= last; sequence += 1)
      events.push(this.#kept[sequence % this.#limit] as PushServiceEvent)
    return events
  }

  /**
   * The next event of the type. Rejects when the time is over, the signal aborts or the service closes; the error names
   * the event.
   */
  async next<Type extends PushServiceEventType>(
    type: Type,
    options: NextOptions<Type> = {},
  ): Promise<PushServiceEventOf<Type>> {
    checkArgument('type', type, { kind: eventTypes })
    checkArgument('the options of next', options, { fields: nextFields })
    const { where = () => true, after = this.mark, signal, timeoutMs = 10_000 } = options
    const fits = (event: PushServiceEvent): event is PushServiceEventOf<Type> =>
      event.type === type && where(event as PushServiceEventOf<Type>)
    const earlier = this.since(after).find(fits)
    if (earlier) return earlier

    const { promise, resolve, reject } = Promise.withResolvers<PushServiceEventOf<Type>>()
    const fail = (why: string): void => {
      reject(new EventNotSeenError(`no event '${type}' was seen ${why}`))
    }
    const timer = setTimeout(() => {
      fail(`within ${String(timeoutMs)} ms`)
    }, timeoutMs)
    const onAbort = (): void => {
      fail('before the wait was aborted')
    }
    const onClose = (): void => {
      fail('before the push service was closed')
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#whenClosed.add(onClose)
    const stop = this.#listen((event) => {
      if (fits(event)) resolve(event)
    })
    if (signal?.aborted) onAbort()
    if (this.#closed) onClose()
    try {
      return await promise
    } finally {
      stop()
      clearTimeout(timer)
      this.#whenClosed.delete(onClose)
      signal?.removeEventListener('abort', onAbort)
    }
  }

  /** Every event from now on (or after a mark) until the service closes or the signal aborts. */
  async *stream(
    options: { after?: number; signal?: AbortSignal } = {},
  ): AsyncGenerator<PushServiceEvent, void, undefined> {
    checkArgument('the options of stream', options, { fields: streamFields })
    let position = options.after ?? this.mark
    while (!options.signal?.aborted) {
      // A slow reader loses the oldest events instead of holding memory.
      for (const event of this.since(position, 100)) {
        position = event.sequence
        yield event
      }
      if (position >= this.#sequence) {
        if (this.#closed) return
        await this.#change(options.signal)
      }
    }
  }

  [Symbol.asyncIterator](): AsyncGenerator<PushServiceEvent, void, undefined> {
    return this.stream()
  }

  /** Resolves when something happens, the service closes or the signal aborts. */
  async #change(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const done = (): void => {
      resolve()
    }
    const stop = this.#listen(done)
    this.#whenClosed.add(done)
    signal?.addEventListener('abort', done, { once: true })
    if (signal?.aborted || this.#closed) done()
    await promise
    stop()
    this.#whenClosed.delete(done)
    signal?.removeEventListener('abort', done)
  }

  /** @internal */
  close(): void {
    this.#closed = true
    for (const listener of this.#whenClosed) listener()
    this.#listeners.clear()
  }

  #listen(listener: Listener): () => void {
    if (this.#listeners.size >= maxListeners) throw new RangeError('too many event listeners')
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }
}

/** An awaited event did not come. */
export class EventNotSeenError extends Error {
  override readonly name = 'EventNotSeenError'
  readonly code = 'event-not-seen'
}
