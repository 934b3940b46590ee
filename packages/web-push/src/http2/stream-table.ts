import type { ClientStream } from './client-stream.ts'

const LEAST = 128

/**
 * The open streams of a session, by id. No Map, for which each message would be garbage: when its table is replaced,
 * the dead one knows its successor, and one that got into V8's old generation takes all later ones there, with the
 * messages in them.
 */
export class StreamTable<S extends ClientStream> {
  /** By open addressing. Ids are consecutive, so that nearly all are at the place of their own. */
  #places: (S | undefined)[] = Array.from({ length: LEAST })
  #size = 0

  get(id: number): S | undefined {
    return this.#places[this.#find(id)]
  }

  /** Of an id that is not there. */
  add(stream: S): void {
    if (2 * this.#size >= this.#places.length) {
      this.#grow()
    }
    this.#places[this.#find(stream.id)] = stream
    this.#size += 1
  }

  delete(id: number): void {
    const places = this.#places
    let hole = this.#find(id)
    if (places[hole] === undefined) {
      return
    }
    // Those behind it that would not be found with a gap before them move up.
    for (let at = this.#next(hole); places[at] !== undefined; at = this.#next(at)) {
      const stream = places[at] as S
      if (this.#distance(this.#home(stream.id), at) >= this.#distance(hole, at)) {
        places[hole] = stream
        hole = at
      }
    }
    places[hole] = undefined
    this.#size -= 1
  }

  /** All of them, by id. */
  all(): S[] {
    return this.#places.filter((stream) => stream !== undefined).sort((a, b) => a.id - b.id)
  }

  /** The place of this id, or a free one for it. */
  #find(id: number): number {
    let at = this.#home(id)
    while (this.#places[at] !== undefined && this.#places[at]?.id !== id) {
      at = this.#next(at)
    }
    return at
  }

  #grow(): void {
    const streams = this.all()
    this.#places = Array.from({ length: 2 * this.#places.length })
    for (const stream of streams) {
      this.#places[this.#find(stream.id)] = stream
    }
  }

  #home(id: number): number {
    return (id >>> 1) & (this.#places.length - 1)
  }

  #next(at: number): number {
    return (at + 1) & (this.#places.length - 1)
  }

  #distance(from: number, to: number): number {
    return (to - from) & (this.#places.length - 1)
  }
}
