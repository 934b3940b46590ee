import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { capacityOf, breakingPoints } from './capacity.ts'
import { scalingChart } from './chart.ts'
import { withTables } from './fill-page.ts'
import { MEASURED } from './measured.ts'
import { scalingTables, simulatedBroadcasts } from './pages.ts'
import { simulate } from './simulate.ts'

const PAGE = new URL('../../docs/scaling.md', import.meta.url)
const CHART = new URL('../../docs/images/scaling.svg', import.meta.url)

test('docs/scaling.md and its chart are made from the model (BELFRY_UPDATE_DOCS=1 writes them)', () => {
  const page = withTables(readFileSync(PAGE, 'utf8'), scalingTables())
  if (process.env['BELFRY_UPDATE_DOCS']) {
    writeFileSync(PAGE, page)
    writeFileSync(CHART, scalingChart())
  }
  assert.equal(readFileSync(PAGE, 'utf8'), page)
  assert.equal(readFileSync(CHART, 'utf8'), scalingChart())
})

test('a page that lacks a table, or has an unknown one, is refused', () => {
  assert.throws(() => withTables('<!-- model: b -->\n<!-- end -->', { a: '|' }), /no table b/)
  assert.throws(() => withTables('', { a: '|' }), /a is nowhere/)
})

// Measurements vary as much from run to run on a shared machine.
test('the simulation is within a quarter of each measured broadcast', () => {
  for (const { workers, subscriptions, seconds, simulated } of simulatedBroadcasts()) {
    const off = Math.abs(simulated / seconds - 1)
    assert.ok(off < 0.25, `${workers} workers, ${subscriptions}: ${simulated} s, not ${seconds}`)
  }
})

test('workers help until a shared resource is used up', () => {
  const of = (workers: number, more = {}) => simulate({ subscriptions: 200_000, workers, ...more })
  const [one, four] = [of(1), of(4)]
  assert.ok(Math.abs(one / four - 4) < 0.2, `${one} and ${four}`)
  // The sink answers on one core; a step of the simulation is up to 3 % of what it does to a batch.
  assert.ok(of(40) >= 0.97 * 0.2 * MEASURED.cpuMicros.sink)
  assert.ok(of(8, { databaseCores: 1 }) >= 0.97 * 0.2 * MEASURED.cpuMicros.database)
  assert.ok(of(2, { sharedCores: 1 }) > of(2, { sharedCores: 2 }))
  assert.ok(of(1, { cold: true }) > one)
})

test('everything grows in proportion, and the first limit is named first', () => {
  const [small, large] = [capacityOf(1e6), capacityOf(1e9)]
  assert.ok(Math.abs(large.databaseCores / small.databaseCores - 1000) < 1)
  const points = breakingPoints().map(({ subscriptions }) => subscriptions)
  assert.deepEqual(
    points,
    points.toSorted((a, b) => a - b),
  )
  const [first] = breakingPoints()
  const used = capacityOf(first?.subscriptions ?? 0).limits.find(({ name }) => name === first?.name)
  assert.ok(Math.abs((used?.used ?? 0) - 1) < 0.2)
})
