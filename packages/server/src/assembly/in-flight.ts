/** Requests under way, so that closing can wait for them; bounded. */
export interface InFlight {
  /** Whether there is a place, for somebody whose places are counted. */
  hasRoom(who: string | undefined): boolean
  track<T>(work: Promise<T>, who?: string): Promise<T>
  ended(): Promise<void>
}

export interface Places {
  all: number
  /** For each `who`: one who holds many must not hold all. */
  each: number
}

export function createInFlight(places: Places): InFlight {
  const running = new Set<Promise<unknown>>()
  const held = new Map<string, number>()

  function change(who: string | undefined, by: 1 | -1): void {
    if (who === undefined) return
    const count = (held.get(who) ?? 0) + by
    if (count === 0) held.delete(who)
    else held.set(who, count)
  }

  return {
    hasRoom: (who) => running.size < places.all && (who === undefined || (held.get(who) ?? 0) < places.each),
    track(work, who) {
      running.add(work)
      change(who, 1)
      const end = () => {
        running.delete(work)
        change(who, -1)
      }
      work.then(end, end)
      return work
    },
    async ended() {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}
