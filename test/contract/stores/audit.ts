import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appendAudit } from '../../../packages/server/src/audit/append-audit.ts'
import { listAudit } from '../../../packages/server/src/audit/list-audit.ts'
import { verifyAudit } from '../../../packages/server/src/audit/verify-audit.ts'
import { openDatabase } from '../../../packages/server/src/database/open-database.ts'
import type { OpenedDatabase } from '../../../packages/server/src/database/open-database.ts'
import type { EmptyDatabase } from '../../support/databases/each-database.ts'

const DAY = 86_400_000
const event = (name: string, subject: string | null = null) => ({
  at: 1000,
  site: 'default',
  event: name,
  subject,
  details: { n: name },
})

/** The audit log: what was written stays, and every change of it shows. */
export function testAudit(open: () => Promise<EmptyDatabase>): void {
  test('events are chained in their order, and the chain holds', async () => {
    await using harness = await open()
    const { database } = harness
    assert.deepEqual(await verifyAudit(database), { events: 0, first: 1, hash: '' })
    await appendAudit(database, [event('createApiKey', 'k1'), event('revokeApiKey', 'k1')])
    await appendAudit(database, [])
    await appendAudit(database, [event('eraseSubscriber')])
    const { items, next } = await listAudit(database, {}, { limit: 2 })
    assert.deepEqual(
      items.map((item) => [item.number, item.event, item.subject]),
      [
        [3, 'eraseSubscriber', null],
        [2, 'revokeApiKey', 'k1'],
      ],
    )
    const rest = await listAudit(database, {}, { limit: 2, cursor: next })
    assert.deepEqual(
      rest.items.map(({ number }) => number),
      [1],
    )
    const verified = await verifyAudit(database)
    assert.deepEqual([verified.events, verified.hash], [3, items[0]?.hash])
    assert.equal((await listAudit(database, { event: 'revokeApiKey' }, { limit: 5 })).items.length, 1)
    assert.equal((await listAudit(database, { site: 'another' }, { limit: 5 })).items.length, 0)
  })

  test('many processes write one chain', async () => {
    await using harness = await open()
    const { address } = harness.database
    const others = await Promise.all([1, 2, 3].map(() => openDatabase(address, { connections: 2 })))
    const writers = [harness.database, ...others]
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => appendAudit(writers[n % 4]!, [event(`e${n}`), event(`f${n}`)])),
    )
    assert.equal((await verifyAudit(harness.database)).events, 80)
    for (const other of others) await other.close()
  })

  test('an event that is changed, taken out, put in or cut off is found', async () => {
    await using harness = await open()
    const { database } = harness
    await appendAudit(
      database,
      Array.from({ length: 9 }, (_, n) => event(`e${n}`)),
    )
    await assert.rejects(
      database.kysely.updateTable('belfry_audit').set({ event: 'x' }).where('number', '=', 4).execute(),
      /append-only/,
    )
    const broken = (number: number) => ({ code: 'audit-broken', number })
    const row = (await database.kysely.selectFrom('belfry_audit').selectAll().where('number', '=', 4).execute())[0]!
    await remove(database, 4)
    await assert.rejects(verifyAudit(database), broken(5), 'taken out')
    await database.kysely
      .insertInto('belfry_audit')
      .values({ ...row, details: '{}' })
      .execute()
    await assert.rejects(verifyAudit(database), broken(4), 'changed')
    await remove(database, 4)
    await database.kysely.insertInto('belfry_audit').values(row).execute()
    assert.equal((await verifyAudit(database)).events, 9)
    await remove(database, 9)
    await assert.rejects(verifyAudit(database), broken(9), 'cut off at the end')
    await remove(database, 1)
    await assert.rejects(verifyAudit(database), broken(2), 'cut off at the beginning')
  })

  test('events of more than 400 days ago go, and the chain begins after them', async () => {
    await using harness = await open()
    const { database } = harness
    await appendAudit(database, [event('old'), event('older')])
    await appendAudit(database, [{ ...event('new'), at: 401 * DAY + 1000 }])
    const verified = await verifyAudit(database)
    assert.deepEqual([verified.events, verified.first], [1, 3])
  })
}

async function remove({ kysely }: OpenedDatabase, number: number): Promise<void> {
  await kysely.deleteFrom('belfry_audit').where('number', '=', number).execute()
}
