import { topicFor } from '../../packages/web-push/src/build-request.ts'

/** A broadcast of the soak: what Belfry calls it, and the collapse key that it was given. */
export interface Broadcast {
  id: string
  key: string
}

/**
 * How often each broadcast came to each subscription, by the Topic header, which nobody has to decrypt. Memory: a byte
 * for each of both.
 */
export class Arrivals {
  readonly #numbers = new Map<string, number>()
  readonly #times = new Map<string, Uint8Array>()

  add(subscription: string, topic: string): void {
    let number = this.#numbers.get(topic)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(topic, number)
    }
    let times = this.#times.get(subscription)
    if (times === undefined || number >= times.length) {
      const more = new Uint8Array(Math.max(256, 2 * number))
      more.set(times ?? [])
      times = more
      this.#times.set(subscription, times)
    }
    times[number] = Math.min(255, (times[number] as number) + 1)
  }

  /** How often any broadcast came to it: one entry for each that did. */
  all(subscription: string): number[] {
    return Array.from(this.#times.get(subscription) ?? []).filter((times) => times > 0)
  }

  /** How often this one came to it. */
  of(subscription: string, { key }: Broadcast): number {
    const number = this.#numbers.get(topicFor(key))
    return number === undefined ? 0 : (this.#times.get(subscription)?.[number] ?? 0)
  }
}
