import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { mountSmallDisk } from '../../../../test/soak/small-disk.ts'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'
import { openSqlite } from '../database/open-sqlite.ts'
import { createReadiness } from './readiness.ts'

const place = mkdtempSync(join(tmpdir(), 'belfry-ready-'))
const disk = mountSmallDisk(join(place, 'disk'), 24)
after(() => {
  if ('fill' in disk) disk[Symbol.dispose]()
  rmSync(place, { recursive: true })
})

describe('readiness', { timeout: 60_000 }, () => {
  const skip = 'why' in disk && disk.why
  test('is red while the disk is full, when intake answers 503, and heals by itself', { skip }, async () => {
    if ('why' in disk) return
    await using belfry = await temporaryBelfry({ database: join(disk.folder, 'belfry.db') })
    assert.deepEqual(await checksOf(belfry), { database: true, writes: true, deliveries: true })
    disk.fill()
    const accepted: string[] = []
    let refused
    // A write that fits into the space left in SQLite's log is still taken, and kept.
    while (refused === undefined) {
      const answer = await send(belfry)
      if (answer.status === 202) accepted.push(answer.body.id)
      else refused = answer
      assert.ok(accepted.length < 5000)
    }
    assert.equal(refused.status, 503)
    assert.equal(refused.body.code, 'database-not-writable')
    assert.ok(Number(refused.headers.get('retry-after')) > 0)
    await until(async () => (await checksOf(belfry))['writes'] === false)
    assert.equal((await belfry.page('GET', '/readyz')).status, 503)
    assert.equal((await belfry.page('GET', '/healthz')).status, 200)

    disk.free()
    await until(async () => (await belfry.page('GET', '/readyz')).status === 200)
    assert.equal((await send(belfry)).status, 202)
    const kept = belfry.rows('select count(*) as n from belfry_notifications')
    assert.equal(kept[0]?.['n'], accepted.length + 1)
  })

  test('asks the database once a second, however often it is asked itself', async () => {
    await using database = await openSqlite(join(place, 'belfry.db'))
    let clock = 0
    const readiness = createReadiness({
      database,
      isWorking: () => true,
      now: () => clock,
      elapsed: () => clock,
    })
    const written = () => database.raw.prepare('select checked_at from belfry_write_checks').get()?.['checked_at']
    for (clock = 1; clock < 100; clock += 1) await readiness()
    assert.equal(written(), 1)
    clock = 1500
    await readiness()
    assert.equal(written(), 1500)
  })
})

const send = (belfry: TemporaryBelfry) =>
  belfry.api('POST', '/v1/notifications', {
    to: { subscriber: 'nobody' },
    title: 'Hello',
    body: 'x'.repeat(400),
  })

async function checksOf(belfry: TemporaryBelfry): Promise<Record<string, boolean>> {
  return (await belfry.page('GET', '/readyz')).body.checks
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const started = performance.now()
  while (!(await condition())) {
    assert.ok(performance.now() - started < 20_000)
    await delay(100)
  }
}
