import {
  keep,
  statement,
  type Statement,
  type StatementRunner,
  type StatementValues,
} from '../../database/statement.ts'
import { hasDevice } from './kinds.ts'
import type { Addition } from './rollup.ts'

interface Table {
  name: string
  /** In the order of the key, with the type of PostgreSQL. */
  key: readonly (readonly [column: string, type: string])[]
  keyOf: (addition: Addition) => readonly (string | number)[]
  takes: (addition: Addition) => boolean
}

const NUMBER = ['notification', 'bigint'] as const
const SITE = ['site_id', 'text'] as const
const TOPIC = ['topic_id', 'text'] as const
const KIND = ['kind', 'smallint'] as const
const DEVICE = ['device', 'smallint'] as const
const DAY = ['day', 'integer'] as const
const HOUR = ['hour', 'integer'] as const

const TABLES: readonly Table[] = [
  {
    name: 'stats_notification_days',
    key: [NUMBER, DAY, KIND, DEVICE],
    keyOf: ({ notification = 0, hour, kind, device }) => [notification, dayOf(hour), kind, device],
    takes: ({ notification, kind, only }) => notification !== undefined && hasDevice(kind) && only !== 'hours',
  },
  {
    name: 'stats_notification_hours',
    key: [NUMBER, HOUR, KIND],
    keyOf: ({ notification = 0, hour, kind }) => [notification, hour, kind],
    takes: ({ notification, only }) => notification !== undefined && only !== 'days',
  },
  {
    name: 'stats_days',
    key: [SITE, KIND, DAY, TOPIC, DEVICE],
    keyOf: ({ siteId, kind, hour, topic, device }) => [siteId, kind, dayOf(hour), topic, device],
    takes: ({ kind, only }) => hasDevice(kind) && only !== 'hours',
  },
  {
    name: 'stats_hours',
    key: [SITE, KIND, HOUR, TOPIC],
    keyOf: ({ siteId, kind, hour, topic }) => [siteId, kind, hour, topic],
    takes: ({ only }) => only !== 'days',
  },
]

const columnsOf = ({ key }: Table) => [...key.map(([column]) => column), 'count'].join(', ')
const keysOf = ({ key }: Table) => key.map(([column]) => column).join(', ')
const onConflict = (table: Table) => `on conflict (${keysOf(table)}) do update set count = c.count + excluded.count`

function forPostgres(table: Table, at: number): string {
  const arrays = [...table.key, ['count', 'bigint']].map(([column, type]) => `:t${at}_${column}::${type}[]`)
  return `insert into belfry.${table.name} as c (${columnsOf(table)})
    select * from unnest(${arrays.join(', ')}) ${onConflict(table)}`
}

function forSqlite(table: Table, at: number): string {
  const values = [...table.key, 'count'].map((_, index) => `value ->> ${index}`).join(', ')
  return `insert into belfry.${table.name} as c (${columnsOf(table)})
    select ${values} from json_each(:t${at}) where true ${onConflict(table)}`
}

// On PostgreSQL one statement for all, as each is a round trip and a plan; on SQLite there is no such statement.
const ALL = keep(
  statement(
    `with ${TABLES.slice(0, -1)
      .map((table, at) => `${table.name} as (${forPostgres(table, at)})`)
      .join(', ')}
  ${TABLES.slice(-1)
    .map((table) => forPostgres(table, TABLES.length - 1))
    .join('')}`,
  ),
)
const EACH: readonly Statement[] = TABLES.map((table, at) => statement(forPostgres(table, at), forSqlite(table, at)))

/**
 * Adds to the sums, in the transaction of what they count. The rows are written in the order of their keys, so that two
 * workers wait for each other and do not deadlock.
 */
export async function writeAdditions<Tx>(
  tx: Tx,
  { run, dialect }: Pick<StatementRunner<Tx>, 'run' | 'dialect'>,
  additions: readonly Addition[],
): Promise<void> {
  if (additions.length === 0) return
  const rows = TABLES.map((table) => rowsOf(table, additions))
  if (dialect === 'postgres') {
    await run(tx, ALL, Object.assign({}, ...rows.map((own, at) => arraysOf(TABLES[at] as Table, own, at))))
    return
  }
  for (const [at, own] of rows.entries()) {
    if (own.length > 0) await run(tx, EACH[at] as Statement, { [`t${at}`]: JSON.stringify(own) })
  }
}

type Row = (string | number)[]

function rowsOf({ keyOf, takes }: Table, additions: readonly Addition[]): Row[] {
  const sums = new Map<string, Row>()
  for (const addition of additions) {
    if (!takes(addition)) continue
    const key = keyOf(addition)
    const name = key.join('\n')
    const row = sums.get(name)
    if (row === undefined) sums.set(name, [...key, addition.count])
    else row[key.length] = (row[key.length] as number) + addition.count
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

function arraysOf({ key }: Table, rows: readonly Row[], at: number): StatementValues {
  const columns = [...key.map(([column]) => column), 'count']
  return Object.fromEntries(columns.map((column, index) => [`t${at}_${column}`, rows.map((row) => row[index] ?? 0)]))
}

function dayOf(hour: number): number {
  return Math.floor(hour / 24)
}
