import type { OpenedDatabase } from '../../packages/server/src/database/open-database.ts'
import { importStatementsOf } from '../../packages/server/src/imports/import-statements.ts'
import type { MasterKeys } from '../../packages/server/src/keys/master-keys.ts'
import { CHOICE_KINDS, GROWTH_KINDS } from '../../packages/server/src/statistics/rollup/kinds.ts'
import { annotationRows } from './annotation-rows.ts'
import { DEMO_SITE, makeDemoSite } from './demo-site.ts'
import { DEVICES } from './devices.ts'
import { funnelRows } from './funnel-rows.ts'
import {
  preferenceRows,
  subscriberRows,
  subscriptionRows,
  wishRows,
  type Places,
  type RowsContext,
} from './people-rows.ts'
import { HOUR, startOf, type DemoPlan } from './plan.ts'
import { LEAVINGS, makePopulation, type Population } from './population.ts'
import { sendAll } from './send-all.ts'
import { SiteSums } from './site-sums.ts'
import { TABLES, type TableName } from './tables.ts'
import { DEMO_TOPICS } from './topics.ts'
import { writeRows } from './write-rows.ts'

export interface Filling {
  masterKeys: MasterKeys
  plan: DemoPlan
  signal: AbortSignal
  /** `share` of the whole, from 0 to 1. */
  progress: (share: number, what: string) => void
}

/** What there is afterwards. */
export interface FilledDemo {
  people: number
  subscriptions: number
}

const AT_ONCE = 20_000
// Parts of the time, as measured with a million.
const PARTS = { sent: 0.55, people: 0.95 } as const

/** Makes the sample's site and fills it. Stopped in the middle it leaves a part, which `removeDemoSite` removes. */
export async function fillDemo(database: OpenedDatabase, filling: Filling): Promise<FilledDemo> {
  const { masterKeys, plan, signal, progress } = filling
  progress(0, 'people')
  const population = makePopulation(plan)
  const { people, subscriptions } = population
  const keyId = await makeDemoSite(database, masterKeys, { now: plan.now, since: startOf(plan) })
  const context: RowsContext = { site: DEMO_SITE, keyId, ...(await reserveIds(database, people, subscriptions)) }
  const sums = new SiteSums()
  await sendAll({
    database,
    plan,
    population,
    context,
    sums,
    signal,
    progress: (share, what) => progress(share * PARTS.sent, what),
  })
  await writePeople(database, filling, population, context)
  countPeople(sums, population)
  progress(PARTS.people, 'sums')
  await write(database, 'belfry.stats_days', sums.days(DEMO_SITE))
  await write(database, 'belfry.stats_hours', sums.hours(DEMO_SITE))
  await write(database, 'belfry.interaction_days', sums.told(DEMO_SITE))
  await write(database, 'belfry.funnel', funnelRows(DEMO_SITE, population))
  await write(database, 'belfry.annotations', annotationRows(DEMO_SITE, plan))
  signal.throwIfAborted()
  progress(0.99, 'the plans of the database')
  await prepareForReading(database)
  await database.flush()
  return { people, subscriptions }
}

/** As a store that has been in use for a while: its plans know the rows, and counts on PostgreSQL read indexes alone. */
async function prepareForReading(database: OpenedDatabase): Promise<void> {
  if (database.dialect === 'sqlite') {
    await importStatementsOf(database).analyze(database.kysely)
    return
  }
  await database.pool.query(`vacuum (analyze) ${Object.keys(TABLES).join(', ')}, belfry.notifications`)
}

/** The ids of place 0. On SQLite the last rows are written first, so that whoever comes meanwhile gets later ids. */
async function reserveIds(database: OpenedDatabase, people: number, subscriptions: number) {
  if (database.dialect === 'sqlite') {
    const last = (table: 'belfry_subscribers' | 'belfry_subscriptions') =>
      database.kysely
        .selectFrom(table)
        .select(({ fn }) => fn.max('id').as('last'))
        .executeTakeFirstOrThrow()
    const [person, browser] = [await last('belfry_subscribers'), await last('belfry_subscriptions')]
    return { firstPerson: (person.last ?? 0) + 1, firstBrowser: (browser.last ?? 0) + 1 }
  }
  const reserve = async (table: string, count: number) => {
    const text = 'select setval(s, nextval(s) + $2) - $2 as first from (select pg_get_serial_sequence($1, $3) as s) t'
    const { rows } = await database.pool.query(text, [table, count, 'id'])
    return (rows as [{ first: number }])[0].first
  }
  const firstPerson = await reserve('belfry.subscribers', people)
  return { firstPerson, firstBrowser: await reserve('belfry.subscriptions', subscriptions) }
}

async function writePeople(
  database: OpenedDatabase,
  { plan, signal, progress }: Filling,
  population: Population,
  context: RowsContext,
): Promise<void> {
  const { people, subscriptions } = population
  const all = people + subscriptions
  let done = 0
  const each = async (count: number, writeSome: (places: Places) => Promise<void>) => {
    for (const places of slicesOf(count)) {
      signal.throwIfAborted()
      await writeSome(places)
      done += places.to - places.from
      progress(PARTS.sent + (PARTS.people - PARTS.sent) * (done / all), 'people and browsers')
    }
  }
  await each(people, async (places) => {
    await write(database, 'belfry.subscribers', subscriberRows(plan, population, context, places))
    await write(database, 'belfry.preferences', preferenceRows(plan, population, context, places))
    await write(database, 'belfry.delivery_preferences', wishRows(plan, population, context, places))
  })
  await each(subscriptions, (places) =>
    write(database, 'belfry.subscriptions', subscriptionRows(plan, population, context, places)),
  )
}

/** Slices of so many places, the last one first. */
function slicesOf(count: number): Places[] {
  const slices = Array.from({ length: Math.ceil(count / AT_ONCE) }, (_, slice) => ({
    from: slice * AT_ONCE,
    to: Math.min(count, (slice + 1) * AT_ONCE),
  }))
  return [...slices.slice(-1), ...slices.slice(0, -1)]
}

function countPeople(sums: SiteSums, population: Population): void {
  const { people, bornAt, topics, offTopic, offAt, subscriptions, device, madeAt, endedAt, leavesBy } = population
  const hourOf = (times: Float64Array, place: number) => Math.floor((times[place] ?? 0) / HOUR)
  for (let place = 0; place < subscriptions; place += 1) {
    const { code } = DEVICES[device[place] ?? 0] ?? { code: 0 }
    sums.addOne(hourOf(madeAt, place), GROWTH_KINDS.new, { code })
    if (endedAt[place] === 0) continue
    sums.addOne(hourOf(endedAt, place), GROWTH_KINDS[LEAVINGS[leavesBy[place] ?? 0] ?? 'gone'], { code })
  }
  for (let person = 0; person < people; person += 1) {
    for (let topic = 0; topic < DEMO_TOPICS.length; topic += 1) {
      if (((topics[person] ?? 0) & (1 << topic)) !== 0) sums.addOne(hourOf(bornAt, person), CHOICE_KINDS.on, { topic })
    }
    const off = offTopic[person] ?? -1
    if (off !== -1) sums.addOne(hourOf(offAt, person), CHOICE_KINDS.off, { topic: off })
  }
}

function write(database: OpenedDatabase, table: TableName, rows: readonly (readonly unknown[])[]): Promise<void> {
  return writeRows(database, table, TABLES[table], rows)
}
