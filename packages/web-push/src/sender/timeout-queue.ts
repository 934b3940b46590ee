/**
 * What can wait in a `TimeoutQueue`, in one at a time. It keeps its own place in line: a Map would make garbage for
 * each message, and its dead tables, which know their successors, would take all that waits there into V8's old
 * generation (decision 0057).
 */
export abstract class Timed {
  /** All four are the queue's own. */
  queue: { delete(item: Timed): boolean } | undefined
  deadline = 0
  before: Timed | undefined
  after: Timed | undefined
}

/**
 * A first-in-first-out queue whose items all have the same timeout, so that one timer serves any number of them. Time
 * is monotonic.
 */
export class TimeoutQueue<T extends Timed> {
  readonly #milliseconds: number
  readonly #onTimeout: (item: T) => void
  #first: Timed | undefined
  #last: Timed | undefined
  #size = 0
  #timer: NodeJS.Timeout | undefined

  constructor(milliseconds: number, onTimeout: (item: T) => void) {
    this.#milliseconds = milliseconds
    this.#onTimeout = onTimeout
  }

  get size(): number {
    return this.#size
  }

  /** Takes it out of the queue in which it is. */
  add(item: T): void {
    item.queue?.delete(item)
    item.queue = this
    item.deadline = Math.ceil(performance.now()) + this.#milliseconds
    item.before = this.#last
    if (this.#last === undefined) {
      this.#first = item
    } else {
      this.#last.after = item
    }
    this.#last = item
    this.#size += 1
    if (this.#timer === undefined) {
      this.#arm(this.#milliseconds)
    } else if (this.#size === 1) {
      this.#timer.ref()
    }
  }

  /** Returns whether it was there. */
  delete(item: Timed): boolean {
    if (item.queue !== this) {
      return false
    }
    this.#unlink(item)
    if (this.#size === 0) {
      // The timer is left to run out: under load the next item comes soon, and an unreferenced timer holds up nothing.
      this.#timer?.unref()
    }
    return true
  }

  first(): T | undefined {
    return this.#first as T | undefined
  }

  /** Takes the oldest item out. */
  shift(): T | undefined {
    const item = this.first()
    if (item !== undefined) {
      this.delete(item)
    }
    return item
  }

  #unlink(item: Timed): void {
    const { before, after } = item
    if (before === undefined) {
      this.#first = after
    } else {
      before.after = after
    }
    if (after === undefined) {
      this.#last = before
    } else {
      after.before = before
    }
    item.queue = undefined
    item.before = undefined
    item.after = undefined
    this.#size -= 1
  }

  #arm(milliseconds: number): void {
    this.#timer = setTimeout(() => this.#expire(), milliseconds)
  }

  /** A timeout may admit other items: the old timer stays set until the end, so that they do not start their own. */
  #expire(): void {
    const now = performance.now()
    for (let item = this.#first; item !== undefined; item = this.#first) {
      if (item.deadline > now) {
        this.#arm(Math.ceil(item.deadline - now))
        return
      }
      this.#unlink(item)
      this.#onTimeout(item as T)
    }
    this.#timer = undefined
  }
}
