import type { DeliveryStore } from './delivery-store.ts'
import type { LiveNotification } from './delivery.ts'

/** The notifications that deliveries are under way of, each once, so that pausing one reaches all its deliveries. */
export interface LiveNotifications {
  acquire(number: number): Promise<LiveNotification | undefined>
  release(notification: LiveNotification): void
  /** Reads the states again, unless that is being done. Never rejects. */
  refresh(): Promise<void>
}

export interface LiveNotificationsOptions {
  store: Pick<DeliveryStore, 'notification' | 'states'>
  failed: (error: unknown) => void
  /** Milliseconds of a clock that nobody sets. */
  elapsed: () => number
}

const AGAIN_MS = 1000

export function createLiveNotifications(options: LiveNotificationsOptions): LiveNotifications {
  const { store, failed, elapsed } = options
  const live = new Map<number, { notification: LiveNotification; users: number }>()
  let reading: Promise<void> | undefined
  let restsUntil = Number.NEGATIVE_INFINITY

  async function read(): Promise<void> {
    // Not of those that come while they are read: they would look as if they were deleted, and never be sent.
    const asked = [...live]
    try {
      const states = await store.states(asked.map(([number]) => number))
      for (const [number, { notification }] of asked) {
        // Deleted while it was sent: as good as cancelled.
        notification.state = states.get(number) ?? 'cancelled'
      }
    } catch (error) {
      restsUntil = elapsed() + AGAIN_MS
      failed(error)
    }
  }

  return {
    async acquire(number) {
      const fresh = await store.notification(number)
      if (fresh === undefined) return undefined
      let entry = live.get(number)
      if (entry === undefined) {
        entry = { notification: { ...fresh, payloadBytes: Buffer.from(fresh.payload) }, users: 0 }
        live.set(number, entry)
      }
      entry.notification.state = fresh.state
      entry.users += 1
      return entry.notification
    },
    release({ number }) {
      const entry = live.get(number)
      if (entry === undefined) return
      entry.users -= 1
      if (entry.users === 0) live.delete(number)
    },
    // One at a time: a database that is slow would get more and more of them, and no connection would be left for the rest.
    async refresh() {
      if (live.size === 0 || elapsed() < restsUntil) return
      reading ??= read().finally(() => (reading = undefined))
      await reading
    },
  }
}
