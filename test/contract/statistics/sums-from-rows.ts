import type { OpenedDatabase } from '../../../packages/server/src/database/open-database.ts'

// What the sums should be, made from the rows themselves, in the plainest way and with nothing of the code under test.

const HOUR = 3_600_000
const OUTCOMES: Record<string, number> = {
  accepted: 100,
  gone: 101,
  'key-mismatch': 102,
  rejected: 103,
  'too-large': 104,
  expired: 105,
  skipped: 106,
}
const BOUNDS = [100, 250, 500, 1e3, 2e3, 5e3, 1e4, 3e4, 6e4, 12e4, 3e5, 9e5, 36e5, 216e5, 864e5]
const SERVICES = ['fcm', 'mozilla', 'apple', 'wns', 'other']
const BROWSERS = ['chrome', 'edge', 'firefox', 'safari', 'opera', 'other']
const SYSTEMS = ['windows', 'mac', 'linux', 'android', 'iphone', 'ipad', 'cros', 'other']

export type Tables = Record<'days' | 'hours' | 'notificationDays' | 'notificationHours', Record<string, number>>

/** The sums as the deliveries and interactions make them. */
export async function sumsFromRows({ kysely }: OpenedDatabase): Promise<Tables> {
  const tables: Tables = { days: {}, hours: {}, notificationDays: {}, notificationHours: {} }
  const add = (table: keyof Tables, ...key: (string | number)[]) => {
    const name = key.join(' ')
    tables[table][name] = (tables[table][name] ?? 0) + 1
  }
  const notifications = await kysely.selectFrom('belfry_notifications').selectAll().execute()
  const subscriptions = await kysely.selectFrom('belfry_subscriptions').selectAll().execute()
  for (const { number, audience, created_at } of notifications) {
    const topic = JSON.parse(audience).topic ?? ''
    const deliveries = await kysely
      .selectFrom('belfry_deliveries')
      .selectAll()
      .where('notification', '=', number)
      .execute()
    for (const { subscription, outcome, at } of deliveries) {
      const kind = OUTCOMES[outcome]
      if (kind === undefined) continue
      const of = subscriptions.find(({ id }) => id === subscription)
      const device = 64 * place(SERVICES, of?.push_service) + 8 * place(BROWSERS, of?.browser) + place(SYSTEMS, of?.os)
      const [hour, day] = [Math.floor(at / HOUR), Math.floor(at / HOUR / 24)]
      add('days', kind, day, topic, device)
      add('hours', kind, hour, topic)
      add('notificationDays', number, day, kind, device)
      add('notificationHours', number, hour, kind)
      if (outcome !== 'accepted') continue
      const bucket = BOUNDS.filter((bound) => at - created_at > bound).length
      add('hours', 130 + bucket, hour, topic)
      add('notificationHours', number, hour, 130 + bucket)
    }
    const told = await kysely.selectFrom('belfry_interactions').selectAll().where('notification', '=', number).execute()
    for (const { kind, at } of told) {
      add('hours', Math.min(kind, 8), Math.floor(at / HOUR), topic)
      add('notificationHours', number, Math.floor(at / HOUR), Math.min(kind, 8))
    }
  }
  return tables
}

/** The sums as they are stored, without what no row tells: what was put off, growth, choices. */
export async function storedSums({ kysely }: OpenedDatabase): Promise<Tables> {
  const tables: Tables = { days: {}, hours: {}, notificationDays: {}, notificationHours: {} }
  const put = (table: keyof Tables, kind: number, count: number, ...key: (string | number)[]) => {
    const isPutOff = kind >= 110 && kind < 130
    if (!isPutOff && kind < 200 && count !== 0) tables[table][key.join(' ')] = count
  }
  for (const row of await kysely.selectFrom('belfry_stats_days').selectAll().execute()) {
    put('days', row.kind, row.count, row.kind, row.day, row.topic_id, row.device)
  }
  for (const row of await kysely.selectFrom('belfry_stats_hours').selectAll().execute()) {
    put('hours', row.kind, row.count, row.kind, row.hour, row.topic_id)
  }
  for (const row of await kysely.selectFrom('belfry_stats_notification_days').selectAll().execute()) {
    put('notificationDays', row.kind, row.count, row.notification, row.day, row.kind, row.device)
  }
  for (const row of await kysely.selectFrom('belfry_stats_notification_hours').selectAll().execute()) {
    put('notificationHours', row.kind, row.count, row.notification, row.hour, row.kind)
  }
  return tables
}

function place(names: readonly string[], name: string | null | undefined): number {
  const index = names.indexOf((name ?? '').toLowerCase())
  return index === -1 ? names.length - 1 : index
}
