import { checkArgument } from '../arguments/check-argument.ts'
import type { ProfileName } from '../profiles/profile.ts'
import { faultFields, type Fault, type FaultInput } from './fault.ts'

const maxFaults = 10_000

interface Planned {
  readonly fault: FaultInput & { readonly id: string }
  readonly chance: () => number
  readonly lifted: PromiseWithResolvers<void>
  happened: number
}

/**
 * Misbehaviour on command. Faults of one subscription come before those of a profile, and those
 * before the ones for all; of equals, the older.
 *
 * @example
 * service.faults.add({ profile: 'fcm', action: 'status', status: 429, retryAfter: 2, count: 3 })
 */
export class Faults {
  readonly #planned = new Map<string, Planned>()
  readonly #bySubscription = new Map<string, Set<Planned>>()
  readonly #general = new Set<Planned>()
  readonly #now: () => number
  #number = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** Throws RangeError when there are too many, TypeError when it is no fault. */
  add(input: FaultInput): Fault {
    checkArgument('the fault', input, { fields: faultFields })
    checkArgument('action', input.action, { kind: faultFields.action })
    if (this.#planned.size >= maxFaults) throw new RangeError('too many faults')
    this.#number += 1
    const id = `fault-${String(this.#number)}`
    const chance = chanceFrom(input.seed ?? this.#number)
    const lifted = Promise.withResolvers<void>()
    const planned: Planned = { fault: { ...input, id }, chance, lifted, happened: 0 }
    this.#planned.set(id, planned)
    if (input.subscription === undefined) {
      this.#general.add(planned)
    } else {
      const set = this.#bySubscription.get(input.subscription) ?? new Set()
      this.#bySubscription.set(input.subscription, set.add(planned))
    }
    return { ...planned.fault, happened: 0 }
  }

  list(): Fault[] {
    return [...this.#planned.values()].map(({ fault, happened }) => ({ ...fault, happened }))
  }

  remove(id: string): boolean {
    const planned = this.#planned.get(id)
    if (!planned) return false
    this.#planned.delete(id)
    this.#general.delete(planned)
    planned.lifted.resolve()
    const { subscription } = planned.fault
    if (subscription !== undefined) {
      const set = this.#bySubscription.get(subscription)
      set?.delete(planned)
      if (set?.size === 0) this.#bySubscription.delete(subscription)
    }
    return true
  }

  clear(): void {
    for (const id of this.#planned.keys()) this.remove(id)
  }

  /** Resolves when that fault is removed; at once when it is already. */
  lifted(id: string): Promise<void> {
    return this.#planned.get(id)?.lifted.promise ?? Promise.resolve()
  }

  /** Returns the fault for this request, and counts it. */
  meet(request: { readonly subscription: string | undefined; readonly profile: ProfileName }): Fault | undefined {
    if (this.#planned.size === 0) return undefined
    const own = this.#bySubscription.get(request.subscription ?? '') ?? []
    const ofProfile = [...this.#general].filter(({ fault }) => fault.profile === request.profile)
    const ofAll = [...this.#general].filter(({ fault }) => fault.profile === undefined)
    for (const planned of [...own, ...ofProfile, ...ofAll]) {
      const { fault } = planned
      if (fault.profile !== undefined && fault.profile !== request.profile) continue
      if (isOver(planned)) continue
      if (fault.probability !== undefined && planned.chance() >= fault.probability) continue
      planned.happened += 1
      // A held request waits for the removal of the fault, not for the last request that is held.
      if (isOver(planned) && fault.action !== 'hold') this.remove(fault.id)
      return { ...fault, happened: planned.happened }
    }
    return undefined
  }

  /** Value of Retry-After that the fault commands. */
  retryAfterOf(fault: FaultInput): string | undefined {
    if (fault.retryAfter !== undefined) return String(fault.retryAfter)
    if (fault.retryAfterDate === undefined) return undefined
    return new Date(this.#now() + fault.retryAfterDate * 1000).toUTCString()
  }
}

function isOver({ fault, happened }: Planned): boolean {
  return fault.count !== undefined && happened >= fault.count
}

/** mulberry32: small, repeatable, and good enough to spread faults. */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
