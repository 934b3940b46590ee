import type { PushServiceName } from '@belfry/web-push'

/** An origin that has not answered yet, as its gate. */
export interface Stranger {
  service: PushServiceName
  isStranger: boolean
  way: { readonly waiting: number }
}

// Anybody can make up hosts below *.push.apple.com. A real one answers its first request, and is a stranger no more.
const AT_ONCE = { service: 8, all: 16 }
const WAITING = 64
const BACK_IN_MS = 5000

/**
 * What origins that never answered have together: few requests at once, one for each origin, and a short line. They
 * come last, so that hosts that do not exist cost the real push services nothing.
 */
export class Strangers<Gate extends Stranger> {
  readonly #random: () => number
  readonly #busy = new Map<Gate, PushServiceName>()
  readonly #line = new Set<Gate>()

  constructor(random: () => number) {
    this.#random = random
  }

  /** The time until which a delivery is postponed, where there are too many before it. */
  putOff(gate: Gate, now: number): { until: number } | undefined {
    if (!gate.isStranger || this.#line.size < WAITING || this.#line.has(gate) || this.#busy.has(gate)) return undefined
    return { until: now + BACK_IN_MS * (1 + this.#random()) }
  }

  /** Whether a request to this origin may start; if not, `ended` names it when it may. */
  mayStart(gate: Gate): boolean {
    if (!gate.isStranger) return true
    if (!this.#busy.has(gate) && this.#hasRoom(gate)) return true
    this.#line.add(gate)
    return false
  }

  started(gate: Gate): void {
    this.#line.delete(gate)
    if (gate.isStranger) this.#busy.set(gate, gate.service)
  }

  /** Returns the one that may start instead, the first in line. */
  ended(gate: Gate): Gate | undefined {
    return this.#busy.delete(gate) ? this.#next() : undefined
  }

  /** Call it about twice a second: deliveries that were given back wait no more. */
  tick(): void {
    for (const gate of this.#line) if (gate.way.waiting === 0) this.#line.delete(gate)
  }

  #next(): Gate | undefined {
    this.tick()
    for (const gate of this.#line) {
      if (this.#busy.has(gate) || (gate.isStranger && !this.#hasRoom(gate))) continue
      this.#line.delete(gate)
      return gate
    }
    return undefined
  }

  #hasRoom({ service }: Gate): boolean {
    if (this.#busy.size >= AT_ONCE.all) return false
    let ofService = 0
    for (const other of this.#busy.values()) if (other === service) ofService += 1
    return ofService < AT_ONCE.service
  }
}
