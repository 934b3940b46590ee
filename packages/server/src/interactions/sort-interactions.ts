import { setTimeout as delay } from 'node:timers/promises'
import type { Chore } from '../chores/chore.ts'
import type { Database } from '../database/database.ts'
import type { StatementDatabase } from '../database/statement.ts'
import { PRESSED } from '../statistics/rollup/kinds.ts'
import type { Subject } from '../statistics/rollup/rollup.ts'
import { SUBJECTS } from '../statistics/rollup/subjects.ts'
import { writeAdditions } from '../statistics/rollup/write-additions.ts'
import { isAction } from './kinds.ts'
import { ADD_COUNTS, ADD_DAYS, SORT, TAKEN } from './statements.ts'

const EVERY_MS = 10_000
// About ten milliseconds, and a pause for other writers: 60,000 at once would block SQLite for 93.
const AT_ONCE = 5000
const PAUSE_MS = 20

type Group = [number: number | null, kind: number, device: number, hour: number, count: number]

/** Sorts the log into the interactions, each once, and adds up what was new among it. */
export function sortInteractions<Tx>(database: StatementDatabase<Tx> & Pick<Database, 'dialect'>): Chore {
  const { run, table } = database.statements

  /** A notification may have been erased meanwhile. */
  async function addHours(tx: Tx, added: readonly Group[]): Promise<void> {
    const numbers = [...new Set(added.map(([number]) => number as number))]
    const { rows } = await run(tx, SUBJECTS, { numbers })
    const subjects = new Map((rows as ({ number: number } & Subject)[]).map((row) => [row.number, row]))
    const additions = added.flatMap(([number, kind, , hour, count]) => {
      const subject = subjects.get(number as number)
      if (subject === undefined) return []
      const { siteId, topic } = subject
      const counted = isAction(kind) ? PRESSED : kind
      return [{ siteId, topic, notification: number as number, hour, kind: counted, device: 0, count }]
    })
    await writeAdditions(tx, database.statements, additions)
  }

  /** How many of the log were taken. */
  function sortSome(): Promise<number> {
    return database.atomically(async (tx) => {
      const sorted = (await table(tx, SORT, { limit: AT_ONCE })) as Group[]
      const added = sorted.filter(([number]) => number !== null)
      if (added.length > 0) {
        await run(tx, ADD_COUNTS, columnsOf(sumUp(added, ([number, kind, device]) => [number, kind, device])))
        const byDay = added.map(([number, kind, device, hour, count]): Group => [
          number,
          kind,
          device,
          dayOf(hour),
          count,
        ])
        await run(tx, ADD_DAYS, columnsOf(sumUp(byDay, ([number, kind, device, day]) => [number, kind, device, day])))
        await addHours(tx, added)
      }
      if (database.dialect === 'sqlite') return (await run(tx, TAKEN, { limit: AT_ONCE })).rowCount ?? 0
      return sorted.find(([number]) => number === null)?.[4] ?? 0
    })
  }

  return {
    name: 'sort-interactions',
    everyMs: EVERY_MS,
    async run(signal) {
      while (!signal.aborted) {
        if ((await sortSome()) < AT_ONCE) break
        await delay(PAUSE_MS, undefined, { signal })
      }
      return undefined
    },
  }
}

function sumUp(groups: readonly Group[], keyOf: (group: Group) => (number | null)[]): Group[] {
  const sums = new Map<string, Group>()
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

function columnsOf(groups: readonly Group[]) {
  return {
    notifications: groups.map(([number]) => number as number),
    kinds: groups.map(([, kind]) => kind),
    devices: groups.map(([, , device]) => device),
    days: groups.map(([, , , day]) => day),
    counts: groups.map(([, , , , count]) => count),
    rows: JSON.stringify(groups.map(([number, kind, device, day, count]) => [number, kind, device, count, day])),
  }
}
