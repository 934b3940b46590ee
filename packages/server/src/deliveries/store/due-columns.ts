import type { DueDelivery } from '../delivery-store.ts'

/** The columns of a statement that reads due deliveries, in their order. */
type Row = [
  subscription: number,
  subscriber: number,
  endpoint: string,
  p256dh: Uint8Array,
  auth: Uint8Array,
  vapidKeyId: string,
  service: string,
  status: DueDelivery['status'],
  attempts: number,
  previous: DueDelivery['previous'],
  device: number,
]

/** The same as one row of columns; null without rows. Of the keys, all bytes one after the other. */
type Columns = { [Name in keyof Pick<DueDelivery, Listed>]: DueDelivery[Name][] | null } & {
  p256dh: Uint8Array | null
  auth: Uint8Array | null
}
type Listed = Exclude<keyof DueDelivery, 'p256dh' | 'auth'>

const NAMES = `subscription, subscriber, endpoint, p256dh, auth, key, service, status, attempts, previous, device`
const P256DH_BYTES = 65
const AUTH_BYTES = 16

/**
 * Makes one row of columns of the rows of a statement, for PostgreSQL: a row costs the worker three times as much as a
 * place in columns.
 */
export function inColumns(text: string): string {
  return `
    select json_agg(subscription) as subscription, json_agg(subscriber) as subscriber, json_agg(endpoint) as endpoint,
      string_agg(p256dh, '') as p256dh, string_agg(auth, '') as auth, json_agg(key) as "vapidKeyId",
      json_agg(service) as service, json_agg(status) as status, json_agg(attempts) as attempts,
      json_agg(previous) as previous, json_agg(device) as device
    from (${text}) as page (${NAMES})`
}

/** The deliveries of such a row. */
export function ofColumns(columns: object | undefined): DueDelivery[] {
  const { subscription, subscriber, endpoint, p256dh, auth, ...others } = columns as Columns
  if (subscription === null || subscriber === null || endpoint === null || p256dh === null || auth === null) return []
  const [vapidKeyIds, services, states] = [shared(others.vapidKeyId), shared(others.service), shared(others.status)]
  return subscription.map((id, at) => ({
    subscription: id,
    subscriber: subscriber[at] as number,
    endpoint: endpoint[at] as string,
    p256dh: p256dh.subarray(at * P256DH_BYTES, (at + 1) * P256DH_BYTES),
    auth: auth.subarray(at * AUTH_BYTES, (at + 1) * AUTH_BYTES),
    vapidKeyId: vapidKeyIds[at] as string,
    service: services[at] as string,
    status: states[at] as DueDelivery['status'],
    attempts: others.attempts?.[at] as number,
    previous: others.previous?.[at] as DueDelivery['previous'],
    device: others.device?.[at] as number,
  }))
}

// Most are like the one before: one string of them is hashed once, and kept once.
function shared<Text extends string>(texts: Text[] | null): Text[] {
  let last: Text | undefined
  return (texts ?? []).map((text) => (text === last ? last : (last = text)))
}

// The databases' row objects are dictionaries to V8: slow to read, here a dozen times a message, and four times as
// large for the garbage collector, which has to copy all waiting ones.
export function ofRow(row: unknown[]): DueDelivery {
  const [subscription, subscriber, endpoint, p256dh, auth, vapidKeyId, service, status] = row as Row
  return {
    subscription,
    subscriber,
    endpoint,
    p256dh,
    auth,
    vapidKeyId,
    service,
    status,
    attempts: (row as Row)[8],
    previous: (row as Row)[9],
    device: (row as Row)[10],
  }
}
