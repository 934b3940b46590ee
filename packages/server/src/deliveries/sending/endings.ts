import type { DeliveryStore, DueDelivery } from '../delivery-store.ts'

/** Knows which subscriptions have lost their owner since their deliveries were loaded. */
export interface Endings {
  /** Whether it is somebody else's now, or nobody's. */
  isOver(due: Pick<DueDelivery, 'subscription' | 'subscriber'>): boolean
  /** Reads what has ended since the last time, unless that is being done. Never rejects. */
  refresh(): Promise<void>
}

export interface EndingsOptions {
  store: Pick<DeliveryStore, 'endings'>
  failed: (error: unknown) => void
  /** Monotonic milliseconds. */
  elapsed: () => number
}

// A person waits for it: what is on the wire cannot be called back, everything else can.
const EVERY_MS = 250
// On PostgreSQL an earlier number may be committed after a later one; these transactions take milliseconds.
const OVERLAP_MS = 5000
const AFTER_FAILURE_MS = 1000
/** Two megabytes. The oldest go first: deliveries wait in memory for minutes, not for hours. */
const MOST = 50_000

export function createEndings({ store, failed, elapsed }: EndingsOptions): Endings {
  const owners = new Map<number, number>()
  let marks: { older: number | undefined; newer: number | undefined; at: number } = {
    older: undefined,
    newer: undefined,
    at: Number.NEGATIVE_INFINITY,
  }
  let reading: Promise<void> | undefined
  let restsUntil = Number.NEGATIVE_INFINITY

  async function read(): Promise<void> {
    const began = elapsed()
    restsUntil = began + EVERY_MS
    try {
      const { top, endings } = await store.endings(marks.older)
      for (const { ended, owner } of endings) {
        owners.delete(ended) // it goes to the end of the line
        owners.set(ended, owner)
      }
      for (const [oldest] of owners) {
        if (owners.size <= MOST) break
        owners.delete(oldest)
      }
      if (began - marks.at >= OVERLAP_MS) marks = { older: marks.newer ?? top, newer: top, at: began }
    } catch (error) {
      restsUntil = elapsed() + AFTER_FAILURE_MS
      failed(error)
    }
  }

  return {
    isOver({ subscription, subscriber }) {
      if (owners.size === 0) return false
      const owner = owners.get(subscription)
      return owner !== undefined && owner !== subscriber
    },
    async refresh() {
      if (reading === undefined && elapsed() < restsUntil) return
      reading ??= read().finally(() => (reading = undefined))
      await reading
    },
  }
}
