import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createJoinLimits, JOIN_BUDGETS } from '../../packages/server/src/limits/join-limits.ts'
import { createNewcomerLimit } from '../../packages/server/src/limits/newcomers.ts'
import { dropFullBudgets } from '../../packages/server/src/limits/budgets/drop-full-budgets.ts'
import { createSharedBudgets } from '../../packages/server/src/limits/budgets/shared-budgets.ts'
import { writeAlone } from '../../packages/server/src/limits/budgets/write-alone.ts'
import type { StatementDatabase } from '../../packages/server/src/database/statement.ts'
import { openDatabase } from '../../packages/server/src/database/open-database.ts'
import { onEachDatabase, type EmptyDatabase } from '../support/databases/each-database.ts'
import { textOf } from '../support/databases/tables-of.ts'

const budget = { name: 'address', burst: 10, perMinute: 60 }
const KEY = Buffer.alloc(32, 3)

// Budgets of all processes of one database, on every database.
await onEachDatabase('shared budgets', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('what two processes give together is what one may give, and comes back with time', async () => {
      await using stage = await stageOf(open)
      const { clock, processes } = stage
      const take = (n: number) => processes[n % 2]!.take(budget, '198.51.100.1')
      const granted = async (times: number) => {
        const taken = await Promise.all(Array.from({ length: times }, (_, n) => take(n)))
        return taken.filter(({ waitMs }) => waitMs === 0).length
      }
      assert.equal(await granted(40), 10)
      clock.time += 1000
      assert.equal(await granted(6), 1)
      const { waitMs, tokens } = await take(1)
      assert.ok(waitMs > 0 && waitMs <= 1000 && tokens < 1, `${waitMs} ms`)
      assert.equal((await processes[0]!.take(budget, '198.51.100.2')).tokens, 9, 'another has their own')
      clock.time += 3_600_000
      assert.equal(await granted(40), 10, 'no more than a full one')
      clock.time -= 7_200_000
      assert.equal(await granted(5), 0, 'a clock that is behind gives nothing')
      clock.time += 1000
      assert.equal(await granted(5), 1, 'and goes on from where it was set back to')
      clock.time -= 500_000
      assert.equal(await granted(5), 0)
      clock.time += 1000
      assert.equal(await granted(5), 0, 'a little behind it waits for the others')
    })

    test('no address is stored, and a budget that is full again is gone', async () => {
      await using stage = await stageOf(open)
      const { clock, database, processes } = stage
      for (const address of ['198.51.100.77', '2001:db8:7:7']) await processes[0]!.take(budget, address)
      const stored = await textOf(database, 'budgets')
      assert.doesNotMatch(stored, /198\.51|2001:db8/)
      assert.equal(JSON.parse(stored).length, 2)
      const chore = dropFullBudgets(database as StatementDatabase<unknown>, { now: () => clock.time })
      await chore.run(new AbortController().signal)
      assert.equal(JSON.parse(await textOf(database, 'budgets')).length, 2)
      clock.time += 1001
      await chore.run(new AbortController().signal)
      assert.equal(await textOf(database, 'budgets'), '[]')
    })

    test('an address has so many new subscriptions a day, whichever process it asks', async () => {
      await using stage = await stageOf(open)
      const { clock, processes } = stage
      const aDay = (name: string, burst: number) => ({ name, burst, perMinute: burst / 1440 })
      const budgets = { address: aDay('new-address', 3), network: aDay('new-network', 5) }
      const [one, other] = processes.map(({ take }) => createNewcomerLimit(take, budgets))
      const letIn = async (addresses: readonly (string | undefined)[]) => {
        const spent = []
        for (const [n, address] of addresses.entries()) spent.push(await (n % 2 === 0 ? one! : other!)(address))
        return spent.filter((allowance) => allowance === undefined).length
      }
      assert.equal(await letIn(Array(8).fill('198.51.100.1')), 3)
      assert.equal(await letIn(['2', '3', '4', '5'].map((last) => `198.51.100.${last}`)), 2)
      assert.equal(await letIn([...Array<undefined>(9).fill(undefined), '127.0.0.1']), 10)
      clock.time += 9 * 3_600_000
      assert.equal(await letIn(Array(4).fill('198.51.100.1')), 1)
    })

    test('a process that learns that nothing is left asks nobody until there is', async () => {
      await using stage = await stageOf(open)
      const { clock, processes } = stage
      const budgets = { ...JOIN_BUDGETS, address: budget }
      let asked = 0
      const limitsOf = (n: number) =>
        createJoinLimits(
          budgets,
          () => clock.time,
          (...about) => {
            asked += 1
            return processes[n]!.take(...about)
          },
        )
      const [one, other] = [limitsOf(0), limitsOf(1)]
      const joiner = { siteId: 'default', address: '198.51.100.1' }
      for (let n = 0; n < 10; n += 1) assert.ok((await one(joiner)).every(({ waitMs }) => waitMs === 0))
      assert.ok((await other(joiner)).some(({ waitMs }) => waitMs > 0))
      const before = asked
      for (let n = 0; n < 20; n += 1) assert.ok((await other(joiner)).some(({ waitMs }) => waitMs > 0))
      assert.equal(asked, before)
      clock.time += 1000
      assert.ok((await other(joiner)).every(({ waitMs }) => waitMs === 0))
    })
  })
})

async function stageOf(open: () => Promise<EmptyDatabase>) {
  const harness = await open()
  const { database } = harness
  const second = await openDatabase(database.address, { connections: 4 })
  const clock = { time: 1_700_000_000_000 }
  const at = { key: KEY, now: () => clock.time }
  return {
    clock,
    database,
    processes: [database, second].map((one) => createSharedBudgets(writeAlone(one), at)),
    async [Symbol.asyncDispose]() {
      await second.close()
      await harness[Symbol.asyncDispose]()
    },
  }
}
