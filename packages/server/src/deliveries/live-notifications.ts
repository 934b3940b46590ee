import type { DeliveryStore } from './delivery-store.ts'
import type { LiveNotification } from './delivery.ts'

/** The notifications that deliveries are under way of, each once, so that pausing one reaches all its deliveries. */
export interface LiveNotifications {
  acquire(number: number): Promise<LiveNotification | undefined>
  release(notification: LiveNotification): void
  /** Reads the states again. */
  refresh(): Promise<void>
}

export function createLiveNotifications(
  store: Pick<DeliveryStore, 'notification' | 'states'>,
): LiveNotifications {
  const live = new Map<number, { notification: LiveNotification; users: number }>()
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
    async refresh() {
      if (live.size === 0) return
      // Not of those that come while they are read: they would look as if they were deleted, and never be sent.
      const asked = [...live]
      const states = await store.states(asked.map(([number]) => number))
      for (const [number, { notification }] of asked) {
        // Deleted while it was sent: as good as cancelled.
        notification.state = states.get(number) ?? 'cancelled'
      }
    },
  }
}
