import type { StatementDatabase, StatementRunner } from '../database/statement.ts'
import { BLOCKS } from './block-statements.ts'
import { blocksOf, emptyBlock, resized, slotsOf } from './entries.ts'
import { givePlacesBack, takePlaces, type Blocks, type Places, type PlacesAsked, type Scope } from './take-places.ts'

/** When people got messages: the part of the database that caps need. */
export interface PaceStore {
  /**
   * Takes a place for each subscriber whose caps allow the message, and returns who is over one. In one transaction
   * that locks the rows, so that of two broadcasts at once only one can have the last place; a second time for the
   * same notification it finds the places taken, and takes none.
   */
  readonly take: (asked: PlacesAsked) => Promise<Places['over']>
  /** The same answer, and nothing is taken. */
  readonly look: (asked: PlacesAsked) => Promise<Places['over']>
  /** Gives back what was taken for people who do not get it after all. */
  giveBack(asked: PlacesAsked): Promise<void>
}

/** The store of either database. */
export function createPaceStore<Tx>(database: StatementDatabase<Tx>): PaceStore {
  const { statements, connection } = database

  /** Each scope's blocks as `slots` of it need them, or the numbers of those that are missing. */
  async function load(tx: Tx, { scopes, subscribers }: PlacesAsked, hot: (typeof BLOCKS)['lock' | 'read']) {
    const found: Map<number, Uint8Array>[] = []
    const missing: number[][] = []
    for (const scope of scopes) {
      const { personal } = scope
      const numbers = blocksOf(personal ? subscribers.filter((one) => personal.caps.has(one)) : subscribers)
      const blocks = await readBlocks(statements, tx, scope, numbers, hot)
      found.push(blocks)
      missing.push(numbers.filter((number) => !blocks.has(number)))
    }
    return { found, missing }
  }

  async function addMissing(scopes: readonly Scope[], missing: readonly number[][]): Promise<void> {
    await database.atomically(async (tx) => {
      for (const [index, scope] of scopes.entries()) {
        const blocks = missing[index] as number[]
        const values = { topic: scope.topic, blocks, entries: emptyBlock(slotsFor(scope)) }
        if (blocks.length > 0) await statements.run(tx, BLOCKS.add, values)
      }
    })
  }

  async function write(tx: Tx, scopes: readonly Scope[], blocks: readonly Blocks[], changed: Places['changed']) {
    for (const [index, { topic }] of scopes.entries()) {
      const numbers = [...(changed[index] as Set<number>)].toSorted((a, b) => a - b)
      if (numbers.length === 0) continue
      const own = numbers.map((number) => blocks[index]?.get(number) as Uint8Array)
      const values = { topic, blocks: numbers, entries: Buffer.concat(own), size: own[0]?.length as number }
      await statements.run(tx, BLOCKS.write, values)
    }
  }

  return {
    async take(asked) {
      if (asked.subscribers.length === 0) return new Map()
      for (;;) {
        const taken = await database.atomically(async (tx) => {
          const { found, missing } = await load(tx, asked, BLOCKS.lock)
          // Rows are added without holding locks on others: it might be what another broadcast waits for.
          if (missing.some(({ length }) => length > 0)) return { missing }
          const { over, changed } = takePlaces(asked, found)
          await write(tx, asked.scopes, found, changed)
          return { over }
        })
        if ('over' in taken) return taken.over
        await addMissing(asked.scopes, taken.missing)
      }
    },
    async look(asked) {
      const { found, missing } = await load(connection, asked, BLOCKS.read)
      for (const [index, scope] of asked.scopes.entries()) {
        for (const number of missing[index] as number[]) found[index]?.set(number, emptyBlock(slotsFor(scope)))
      }
      return takePlaces(asked, found).over
    },
    async giveBack(asked) {
      if (asked.subscribers.length === 0) return
      await database.atomically(async (tx) => {
        const { found } = await load(tx, asked, BLOCKS.lock)
        await write(tx, asked.scopes, found, givePlacesBack(asked, found))
      })
    },
  }
}

async function readBlocks<Tx>(
  { table }: Pick<StatementRunner<Tx>, 'table'>,
  tx: Tx,
  scope: Scope,
  blocks: readonly number[],
  hot: (typeof BLOCKS)['lock' | 'read'],
): Promise<Map<number, Uint8Array>> {
  const rows = (await table(tx, hot, { topic: scope.topic, blocks })) as [number, Uint8Array][]
  // Of a personal scope another page may have higher caps: its places are not given up.
  const kept = scope.personal === undefined ? [] : rows.map(([, entries]) => slotsOf(entries))
  const slots = Math.max(slotsFor(scope), ...kept)
  return new Map(rows.map(([block, entries]) => [block, resized(entries, slots)]))
}

/** Places that a cap needs: more than it allows never count at once. */
function slotsFor({ pace: { perDay, perWeek } }: Scope): number {
  return Math.max(perDay ?? 0, perWeek ?? 0, 1)
}
