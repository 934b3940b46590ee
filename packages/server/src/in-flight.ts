/** What has begun and not ended, so that closing can wait for it; bounded. */
export interface InFlight {
  readonly isFull: boolean
  track<T>(work: Promise<T>): Promise<T>
  ended(): Promise<void>
}

export function createInFlight(limit: number): InFlight {
  const running = new Set<Promise<unknown>>()
  return {
    get isFull() {
      return running.size >= limit
    },
    track(work) {
      running.add(work)
      const end = () => running.delete(work)
      work.then(end, end)
      return work
    },
    async ended() {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}
