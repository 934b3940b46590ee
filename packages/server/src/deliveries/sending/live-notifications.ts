import { payloadForms, type FormOptions, type PayloadForms } from '../../forms/payload-forms.ts'
import type { DeliveryStore, SendableNotification } from '../delivery-store.ts'
import type { LiveNotification } from '../delivery.ts'
import { FORGOTTEN } from '../forgotten.ts'

/** The notifications with deliveries under way, each once, so that pausing one reaches all its deliveries. */
export interface LiveNotifications {
  /** `fresh`: as it was read a moment ago. */
  acquire(number: number, fresh?: SendableNotification): Promise<LiveNotification | undefined>
  release(notification: LiveNotification): void
  /** Reads the states again, unless that is being done. Never rejects. */
  refresh(): Promise<void>
}

export interface LiveNotificationsOptions {
  store: Pick<DeliveryStore, 'notification' | 'states'>
  /** How the payloads of a site are made. */
  formsOf?: ((siteId: string) => Omit<FormOptions, 'id'>) | undefined
  failed: (error: unknown) => void
  /** Monotonic milliseconds. */
  elapsed: () => number
}

const AGAIN_MS = 1000

export function createLiveNotifications(options: LiveNotificationsOptions): LiveNotifications {
  const { store, failed, elapsed, formsOf } = options
  const live = new Map<number, { notification: LiveNotification; users: number }>()
  let reading: Promise<void> | undefined
  let restsUntil = Number.NEGATIVE_INFINITY

  async function read(): Promise<void> {
    // Not for notifications that come during the read: they would look deleted, and never be sent.
    const asked = [...live]
    try {
      const states = await store.states(asked.map(([number]) => number))
      for (const [number, { notification }] of asked) {
        // Deleted while it was sent: treated as cancelled.
        notification.state = states.get(number) ?? 'cancelled'
      }
    } catch (error) {
      restsUntil = elapsed() + AGAIN_MS
      failed(error)
    }
  }

  return {
    async acquire(number, known) {
      const fresh = known ?? (await store.notification(number))
      // Erased: it had ended, and the rest of a repeated job has nothing to send.
      if (fresh === undefined || fresh.payload === FORGOTTEN) return undefined
      let entry = live.get(number)
      if (entry === undefined) {
        entry = { notification: liveOf(fresh, formsOf?.(fresh.siteId)), users: 0 }
        live.set(number, entry)
      }
      // One that was there already may know of a pause since.
      if (known === undefined) entry.notification.state = fresh.state
      entry.users += 1
      return entry.notification
    },
    release({ number }) {
      const entry = live.get(number)
      if (entry === undefined) return
      entry.users -= 1
      if (entry.users === 0) live.delete(number)
    },
    // One at a time: a slow database would get more and more of them, and no connection would be left for others.
    async refresh() {
      if (live.size === 0 || elapsed() < restsUntil) return
      reading ??= read().finally(() => (reading = undefined))
      await reading
    },
  }
}

function liveOf(fresh: SendableNotification, options?: Omit<FormOptions, 'id'>): LiveNotification {
  const formsOptions = { ...options, id: fresh.id }
  const others = new WeakMap<Uint8Array, PayloadForms>()
  return {
    ...fresh,
    payloads: payloadForms(fresh.payload, formsOptions),
    payloadsOf(payload) {
      let forms = others.get(payload)
      if (forms === undefined)
        others.set(payload, (forms = payloadForms(Buffer.from(payload).toString(), formsOptions)))
      return forms
    },
  }
}
