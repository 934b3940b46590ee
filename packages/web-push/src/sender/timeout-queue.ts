/**
 * A first-in-first-out queue whose items all have the same timeout, so that one timer serves any number of them: adding
 * and removing costs a map entry. Time is monotonic.
 */
export class TimeoutQueue<T> {
  readonly #milliseconds: number
  readonly #onTimeout: (item: T) => void
  readonly #deadlines = new Map<T, number>()
  #timer: NodeJS.Timeout | undefined

  constructor(milliseconds: number, onTimeout: (item: T) => void) {
    this.#milliseconds = milliseconds
    this.#onTimeout = onTimeout
  }

  get size(): number {
    return this.#deadlines.size
  }

  add(item: T): void {
    this.#deadlines.set(item, performance.now() + this.#milliseconds)
    if (this.#timer === undefined) {
      this.#arm(this.#milliseconds)
    } else if (this.#deadlines.size === 1) {
      this.#timer.ref()
    }
  }

  /** Returns whether it was there. */
  delete(item: T): boolean {
    const wasThere = this.#deadlines.delete(item)
    if (wasThere && this.#deadlines.size === 0) {
      // The timer is left to run out: under load the next item comes soon, and an unreferenced timer holds up nothing.
      this.#timer?.unref()
    }
    return wasThere
  }

  first(): T | undefined {
    for (const item of this.#deadlines.keys()) {
      return item
    }
    return undefined
  }

  /** Takes the oldest item out. */
  shift(): T | undefined {
    for (const item of this.#deadlines.keys()) {
      this.delete(item)
      return item
    }
    return undefined
  }

  #arm(milliseconds: number): void {
    this.#timer = setTimeout(() => this.#expire(), milliseconds)
  }

  /** A timeout may admit other items: the old timer stays set until the end, so that they do not start their own. */
  #expire(): void {
    const now = performance.now()
    for (const [item, deadline] of this.#deadlines) {
      if (deadline > now) {
        this.#arm(Math.ceil(deadline - now))
        return
      }
      this.#deadlines.delete(item)
      this.#onTimeout(item)
    }
    this.#timer = undefined
  }
}
