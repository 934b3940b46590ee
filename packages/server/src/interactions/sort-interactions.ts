import { setTimeout as delay } from 'node:timers/promises'
import type { Chore } from '../chores/chore.ts'
import type { StatementDatabase } from '../database/statement.ts'
import { noteReactions } from '../pace/reaction-store.ts'
import { PRESSED } from '../statistics/rollup/kinds.ts'
import type { Subject } from '../statistics/rollup/rollup.ts'
import { SUBJECTS } from '../statistics/rollup/subjects.ts'
import { writeAdditions } from '../statistics/rollup/write-additions.ts'
import { isAction } from './kinds.ts'
import { reactionsOf } from './reactions-of.ts'
import { ADD_COUNTS, ADD_DAYS, DELETE_GROUPS, NEXT_GROUPS, SIZE_OF_GROUPS, SORT, TAKE_SINGLE } from './statements.ts'
import { sortTold, type Told } from './told.ts'

const EVERY_MS = 10_000
const AT_ONCE = 50_000
// SQLite writes one after the other, and in the thread that answers HTTP: 5000 rows take about ten milliseconds.
const SLICE = { sqlite: 5000, postgres: AT_ONCE }
const PAUSE_MS = 20
const HOUR_MS = 3_600_000
// Kinds and devices are numbered below them: kinds.ts, subscriptions/device.ts.
const [KINDS, DEVICES] = [32, 512]

type Sum = [number: number, kind: number, device: number, hour: number, count: number]

interface Group {
  id: number
  size: number
  reports: string
}

/**
 * Sorts the log into the interactions, each once, and adds up what was new among it. Many are put in order together and
 * written in slices, each to its own part of the table: a slice in no order would write a page for each row.
 */
export function sortInteractions<Tx>(database: StatementDatabase<Tx>): Chore {
  const { run, table, each, dialect } = database.statements

  /** Whether there was anything. After a crash amid the slices, those that were written add nothing. */
  async function sortGroups(signal: AbortSignal): Promise<boolean> {
    const groups = (await run(database.connection, NEXT_GROUPS, { limit: AT_ONCE })).rows as Group[]
    if (groups.length === 0) return false
    const told = sortTold(groups.flatMap(({ reports }) => JSON.parse(reports) as Told[]))
    for (let first = 0; ; first += SLICE[dialect]) {
      const next = first + SLICE[dialect]
      const isLast = next >= told.length
      if (!(await sortSlice(groups, told.slice(first, next), isLast)) || isLast) return true
      await delay(PAUSE_MS, undefined, { signal })
    }
  }

  /** False when the groups hold something else by now: they are to be read again. */
  function sortSlice(groups: readonly Group[], slice: readonly Told[], isLast: boolean): Promise<boolean> {
    const ids = groups.map(({ id }) => id)
    const size = groups.reduce((sum, group) => sum + group.size, 0)
    return database.atomically(async (tx) => {
      const [[now] = []] = await table(tx, SIZE_OF_GROUPS, { ids })
      if (now !== size) return false
      await addNew(tx, slice)
      if (isLast) await run(tx, DELETE_GROUPS, { ids })
      return true
    })
  }

  /** Whether there was anything. */
  function sortSingles(): Promise<boolean> {
    return database.atomically(async (tx) => {
      const told = (await table(tx, TAKE_SINGLE, { limit: SLICE.sqlite })) as unknown as Told[]
      await addNew(tx, sortTold(told))
      return told.length > 0
    })
  }

  async function addNew(tx: Tx, told: readonly Told[]): Promise<void> {
    if (told.length === 0) return
    const subjects = await findSubjects(tx, told)
    // A notification may have been erased meanwhile, and SQLite gives its number to the next one.
    const isOfIt = ([number, , , , at]: Told) => at >= (subjects.get(number)?.createdAt ?? Infinity)
    const own = told.filter(isOfIt)
    const added = await add(tx, own)
    if (added.length === 0) return
    await noteReactions(tx, database.statements, reactionsOf(own))
    await run(tx, ADD_COUNTS, columnsOf(sumUp(added, ([number, kind, device]) => [number, kind, device])))
    const byDay = added.map(([number, kind, device, hour, count]): Sum => [number, kind, device, dayOf(hour), count])
    await run(tx, ADD_DAYS, columnsOf(sumUp(byDay, ([number, kind, device, day]) => [number, kind, device, day])))
    await addHours(tx, added, subjects)
  }

  async function findSubjects(tx: Tx, told: readonly Told[]): Promise<Map<number, Subject>> {
    const { rows } = await run(tx, SUBJECTS, { numbers: [...new Set(told.map(([number]) => number))] })
    return new Map((rows as ({ number: number } & Subject)[]).map((row) => [row.number, row]))
  }

  /** What was new, in groups. */
  async function add(tx: Tx, told: readonly Told[]): Promise<Sum[]> {
    if (each !== undefined) return countUp(each(tx, SORT, told.map(withoutSubscriber)))
    return (await table(tx, SORT, {
      notifications: told.map(([number]) => number),
      subscriptions: told.map(([, subscription]) => subscription),
      kinds: told.map(([, , kind]) => kind),
      devices: told.map(([, , , device]) => device),
      times: told.map(([, , , , at]) => at),
    })) as Sum[]
  }

  async function addHours(tx: Tx, added: readonly Sum[], subjects: ReadonlyMap<number, Subject>): Promise<void> {
    const additions = added.map(([number, kind, , hour, count]) => {
      const { siteId, topic } = subjects.get(number) as Subject
      return { siteId, topic, notification: number, hour, kind: isAction(kind) ? PRESSED : kind, device: 0, count }
    })
    await writeAdditions(tx, database.statements, additions)
  }

  return {
    name: 'sort-interactions',
    everyMs: EVERY_MS,
    async run(signal) {
      while (!signal.aborted && ((await sortGroups(signal)) || (await sortSingles()))) {
        await delay(PAUSE_MS, undefined, { signal })
      }
      return undefined
    },
  }
}

function withoutSubscriber([notification, subscription, kind, device, at]: Told) {
  return [notification, subscription, kind, device, at] as const
}

/** `told` is in order, and so is most of what belongs together: strings are made for few. */
function countUp(told: readonly ReturnType<typeof withoutSubscriber>[]): Sum[] {
  const sums = new Map<number, Sum[]>()
  for (const [number, , kind, device, at] of told) {
    const hour = Math.floor(at / HOUR_MS)
    const place = (hour * KINDS + kind) * DEVICES + device
    let groups = sums.get(place)
    if (groups === undefined) sums.set(place, (groups = []))
    const group = groups.at(-1)
    if (group?.[0] === number) group[4] += 1
    else groups.push([number, kind, device, hour, 1])
  }
  return [...sums.values()].flat()
}

function sumUp(groups: readonly Sum[], keyOf: (group: Sum) => number[]): Sum[] {
  const sums = new Map<string, Sum>()
  for (const group of groups) {
    const key = keyOf(group).join(' ')
    const sum = sums.get(key)
    if (sum) sum[4] += group[4]
    else sums.set(key, [...group])
  }
  return [...sums.values()]
}

function dayOf(hour: number): number {
  return Math.floor(hour / 24)
}

function columnsOf(groups: readonly Sum[]) {
  return {
    notifications: groups.map(([number]) => number),
    kinds: groups.map(([, kind]) => kind),
    devices: groups.map(([, , device]) => device),
    days: groups.map(([, , , day]) => day),
    counts: groups.map(([, , , , count]) => count),
    rows: JSON.stringify(groups.map(([number, kind, device, day, count]) => [number, kind, device, count, day])),
  }
}
