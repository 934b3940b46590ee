/**
 * What may run beside a piece of work: anything; nothing that needs a browser, since two of them miss each other's
 * deadlines on a small machine; or nothing at all.
 */
export type Beside = 'anything' | 'no-browser' | 'nothing'

interface SlotsOptions {
  /** how much runs at once */
  count: number
  /** cores that were idle since it was asked last; default: nobody looks */
  idleCores?: () => number
}

/** Where the parts of a step are run. */
export interface Place {
  run<T>(work: () => Promise<T>, beside?: Beside): Promise<T>
}

/** Runs work at once: for work that has a slot already. */
export const here: Place = { run: (work) => work() }

interface Work {
  beside: Beside
  isEarly: boolean
  start: () => Promise<void>
}

const LOOK_MS = 1000
// Less is what a busy machine shows between two processes.
const IDLE_ENOUGH = 0.75

/**
 * The places in which the steps of a run work side by side. Much of the work waits, for time-outs, for browsers, for
 * disks: while that leaves a core idle, more is started, up to twice as much.
 */
export class Slots {
  readonly #options: SlotsOptions
  readonly #waiting: Work[] = []
  readonly #running = new Set<Work>()
  #looking: NodeJS.Timeout | undefined

  constructor(options: SlotsOptions) {
    this.#options = options
  }

  /** Runs it as soon as there is a place: what came first, first, and before that what has a browser. */
  run<T>(work: () => Promise<T>, beside: Beside = 'anything'): Promise<T> {
    return this.#add(work, beside, false)
  }

  /** The same slots for work that goes first: what is long, or one after the other, would be alone at the end. */
  readonly early: Place = { run: (work, beside = 'anything') => this.#add(work, beside, true) }

  #add<T>(work: () => Promise<T>, beside: Beside, isEarly: boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      const start = async () => {
        try {
          resolve(await work())
        } catch (error) {
          reject(error)
        }
      }
      this.#waiting.push({ beside, isEarly, start })
      this.#fill()
    })
  }

  #fill(): void {
    while (this.#running.size < this.#options.count && this.#startNext());
    this.#look()
  }

  #startNext(): boolean {
    const next = this.#waiting[this.#placeOfNext()]
    if (next === undefined) return false
    this.#waiting.splice(this.#waiting.indexOf(next), 1)
    void this.#work(next)
    return true
  }

  async #work(next: Work): Promise<void> {
    this.#running.add(next)
    await next.start()
    this.#running.delete(next)
    this.#fill()
  }

  #placeOfNext(): number {
    const runs = (beside: Beside) => [...this.#running].some((work) => work.beside === beside)
    const waits = (beside: Beside) => {
      const early = this.#waiting.findIndex((work) => work.beside === beside && work.isEarly)
      return early === -1 ? this.#waiting.findIndex((work) => work.beside === beside) : early
    }
    if (runs('nothing')) return -1
    // Browsers first: a queue of them at the end would leave a core idle.
    const browser = runs('no-browser') ? -1 : waits('no-browser')
    const next = browser === -1 ? waits('anything') : browser
    if (next !== -1 || this.#running.size > 0) return next
    // At the end: so the others make room for it once, and not each time.
    return waits('nothing')
  }

  #look(): void {
    const { idleCores, count } = this.#options
    if (idleCores === undefined) return
    if (this.#waiting.length === 0) {
      clearInterval(this.#looking)
      this.#looking = undefined
      return
    }
    if (this.#looking !== undefined) return
    idleCores() // from now on
    this.#looking = setInterval(() => {
      if (idleCores() >= IDLE_ENOUGH && this.#running.size < 2 * count) this.#startNext()
    }, LOOK_MS)
  }
}
