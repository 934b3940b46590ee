/** Answer times of push services: cumulative counts by upper bound in seconds, as in Prometheus. */
export interface SendTimes {
  service: string
  /** One for each of `SEND_TIME_BOUNDS_S`, each including those below it. */
  buckets: number[]
  count: number
  sumS: number
}

export const SEND_TIME_BOUNDS_S = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15] as const

/** Counts the times of one engine, by push service. */
export function createSendTimes() {
  const services = new Map<string, SendTimes>()
  return {
    add(service: string, ms: number): void {
      let times = services.get(service)
      if (times === undefined) {
        times = { service, buckets: SEND_TIME_BOUNDS_S.map(() => 0), count: 0, sumS: 0 }
        services.set(service, times)
      }
      const seconds = ms / 1000
      times.count += 1
      times.sumS += seconds
      for (let at = SEND_TIME_BOUNDS_S.length - 1; at >= 0; at -= 1) {
        if (seconds > (SEND_TIME_BOUNDS_S[at] as number)) break
        times.buckets[at] = (times.buckets[at] as number) + 1
      }
    },
    all: (): SendTimes[] => [...services.values()],
  }
}
