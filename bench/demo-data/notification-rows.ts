import { hash } from 'node:crypto'
import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import {
  checkRequest,
  notificationRow,
  type NewNotification,
} from '../../packages/server/src/notifications/notification-row.ts'
import type { Delivered } from './deliver.ts'
import { DEVICES } from './devices.ts'
import { DAY, type DemoPlan } from './plan.ts'
import type { Planned } from './schedule.ts'
import { hourKind, isOutcome, type Counted } from './tally.ts'
import type { TableName } from './tables.ts'
import { DEMO_TOPICS } from './topics.ts'

/** A notification that is to be stored; `person`: the site's own id of whom it is for. */
export type Numbered = Planned & { number: number; person?: string | undefined }

const DAY_OF_NUMBER = 10_000_000_000
const SITE_URL = 'https://shop.example/'

/** The row of a notification that is over. */
export function overRow(
  plan: DemoPlan,
  site: string,
  planned: Numbered,
  { audience, finishedAt }: Pick<Delivered, 'audience' | 'finishedAt'>,
): NewNotification {
  const { at, number, text, ttl } = planned
  const digest = hash('sha256', `${plan.seed} ${number}`)
  const id = [8, 12, 16, 20, 32].map((end, place) => digest.slice([0, 8, 12, 16, 20][place], end)).join('-')
  const action = text.action !== undefined && { actions: [{ action: 'open', title: text.action, url: '/shop' }] }
  const url = `/read/${number % 1000}`
  const asked = { to: recipientOf(planned), title: text.title, body: text.body, url, ttl, ...action }
  const row = notificationRow(checkRequest(asked, undefined), {
    site: { id: site, url: SITE_URL, origins: [], privacy: {} },
    transactional: planned.isPersonal,
    notRelevant: true,
    id,
    now: at,
  })
  const over = { state: 'done', planned_at: at + 300, jobs_open: 0, audience_size: audience } as const
  return { ...row, ...over, number, finished_at: Math.min(finishedAt, plan.now) }
}

/** The rows of sums that a notification has. */
export function sumRows(number: number, { outcomes, tally }: Delivered): [TableName, unknown[][]][] {
  const sums = tally.sums()
  const told = sums.filter(({ kind, device }) => !isOutcome(kind) && device !== -1)
  const ended = sums.filter(({ kind }) => isOutcome(kind))
  return [
    ['belfry.delivery_counts', Object.entries(outcomes).map(([outcome, count]) => [number, outcome, count])],
    [
      'belfry.stats_notification_days',
      grouped(ended, ({ hour, kind, device }) => [number, Math.floor(hour / 24), kind, codeOf(device)]),
    ],
    ['belfry.stats_notification_hours', grouped(sums, ({ hour, kind }) => [number, hour, hourKind(kind)])],
    ['belfry.interaction_counts', grouped(told, ({ kind, device }) => [number, kind, codeOf(device)])],
  ]
}

/** Numbers for notifications of these times, in their order: on PostgreSQL each begins with its day. */
export async function numbersFor(database: OpenedDatabase, times: readonly number[]): Promise<number[]> {
  if (database.dialect === 'sqlite') {
    const { last } = await database.kysely
      .selectFrom('belfry_notifications')
      .select(({ fn }) => fn.max<number | null>('number').as('last'))
      .executeTakeFirstOrThrow()
    return times.map((_, place) => (last ?? 0) + 1 + place)
  }
  const text = `select nextval('belfry.notification_numbers') as next from generate_series(1, $1)`
  const { rows } = await database.pool.query(text, [times.length])
  const next = (rows as { next: number }[]).map((row) => row.next % DAY_OF_NUMBER)
  return times.map((at, place) => Math.floor(at / DAY) * DAY_OF_NUMBER + (next[place] ?? 0))
}

/** Makes the tables of the weeks in which the sample has deliveries, as Belfry made them when they came. */
export async function ensureWeeks(database: OpenedDatabase, from: number, to: number): Promise<void> {
  if (database.dialect === 'sqlite') return
  const week = (at: number) => Math.floor(at / DAY / 7) * 7
  for (let day = week(from); day <= week(to); day += 7) {
    const [low, high] = [day, day + 7].map((one) => `${one}0000000000`)
    await database.pool.query(
      `create table if not exists belfry.deliveries_${day} partition of belfry.deliveries
       for values from (${low}) to (${high})`,
    )
  }
}

function recipientOf({ topic, person, isPersonal }: Numbered): object {
  if (isPersonal) return { subscriber: person }
  return topic === undefined ? { all: true } : { topic: DEMO_TOPICS[topic]?.id }
}

function codeOf(device: number): number {
  return DEVICES[device]?.code ?? 0
}

// Two kinds of a browser may have one code: another version of it.
function grouped(sums: readonly Counted[], keyOf: (sum: Counted) => number[]): unknown[][] {
  const rows = new Map<string, number[]>()
  for (const sum of sums) {
    const key = keyOf(sum)
    const row = rows.get(key.join(' '))
    if (row === undefined) rows.set(key.join(' '), [...key, sum.count])
    else row[key.length] = (row[key.length] ?? 0) + sum.count
  }
  return [...rows.values()]
}
