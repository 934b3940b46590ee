import type { DatabaseSync } from 'node:sqlite'

/** A table of the embedded store in the move: its columns there, and the target columns. */
export interface MovedTable {
  /** Without the prefix: belfry_sites is belfry.sites there. */
  name: string
  columns: readonly string[]
  /** The columns of its key, in order. */
  key: readonly string[]
  /** The expression for each column in a `select` from the table, named t. */
  expressions: readonly string[]
}

// Its jobs go into another queue, its migrations are its own, and the rest concerns this file only.
const STAYS = new Set(['migrations', 'jobs', 'write_checks', 'moves', 'setup', 'chores', 'budgets'])

/**
 * A notification's number begins with its day on PostgreSQL, so that the deliveries of a week lie between two numbers
 * (decision 13). The number in the file is the rest.
 */
export function movedNumber(number: string): string {
  return `((select created_at / 86400000 from belfry_notifications where number = ${number}) * 10000000000 + ${number})`
}

/**
 * A job's payload names the notification by its number. The column is named with its table: notifications have one too.
 */
export function movedPayload(payload: string): string {
  return `json_set(${payload}, '$.notification', ${movedNumber(`json_extract(${payload}, '$.notification')`)})`
}

// Lists of numbers of notifications.
const LISTS = new Set(['read', 'dismissed'])

/** Those that are gone since are left out. */
export function movedList(list: string): string {
  return `(select json_group_array(${movedNumber('value')}) from json_each(${list})
    where value in (select number from belfry_notifications))`
}

/**
 * All tables, those that others refer to first: read from the file, so that none is forgotten when there is one more.
 */
export function movedTables(source: DatabaseSync): MovedTable[] {
  const found = source
    .prepare("select name from sqlite_schema where type = 'table' and name glob 'belfry_*' order by name")
    .all() as { name: string }[]
  const names = found.map(({ name }) => name.slice('belfry_'.length)).filter((name) => !STAYS.has(name))
  const ordered: string[] = []
  const visit = (name: string): void => {
    if (ordered.includes(name)) return
    for (const { table } of references(source, name)) {
      if (table !== name) visit(table)
    }
    ordered.push(name)
  }
  names.forEach(visit)
  return ordered.map((name) => describe(source, name))
}

function describe(source: DatabaseSync, name: string): MovedTable {
  const info = source.prepare(`pragma table_info(belfry_${name})`).all() as {
    name: string
    pk: number
  }[]
  const numbers = new Set(
    references(source, name)
      .filter(({ table }) => table === 'notifications')
      .map(({ from }) => from),
  )
  if (name === 'notifications') numbers.add('number')
  const columns = info.map((column) => column.name)
  return {
    name,
    columns,
    key: info
      .filter(({ pk }) => pk > 0)
      .toSorted((a, b) => a.pk - b.pk)
      .map((column) => column.name),
    expressions: columns.map((column) => {
      if (numbers.has(column)) return movedNumber(`t.${column}`)
      if (name === 'inbox_marks' && LISTS.has(column)) return movedList(`t.${column}`)
      return name === 'parked_jobs' && column === 'payload' ? movedPayload('t.payload') : `t.${column}`
    }),
  }
}

function references(source: DatabaseSync, name: string): { table: string; from: string }[] {
  const rows = source.prepare(`pragma foreign_key_list(belfry_${name})`).all() as { table: string; from: string }[]
  return rows.map(({ table, from }) => ({ table: table.slice('belfry_'.length), from }))
}
