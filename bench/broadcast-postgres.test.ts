import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { whyNoPostgres } from '#test/databases/postgres'
import type { PostgresBroadcastReport } from './broadcast-postgres.ts'
import type { OutcomesReport } from './outcomes.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const bench = (...args: string[]) => promisify(execFile)(process.execPath, [main, ...args], { timeout: 100_000 })
const run = (...args: string[]) => bench('broadcast', ...args)

const why = await whyNoPostgres()
const skip = why || (process.platform !== 'linux' && 'it reads /proc')

test('a broadcast on PostgreSQL reports the usage of each process', { skip }, async () => {
  const small = ['--subscribers', '1200', '--rounds', '1', '--engine', 'typescript']
  const { stdout } = await run('--database', 'postgres', '--workers', '2', ...small, '--json')
  const report = JSON.parse(stdout) as PostgresBroadcastReport
  assert.equal(report.database, 'postgres')
  assert.equal(report.workers, 2)
  assert.equal(report.subscribers, 1200)
  const { cpuMicros, disk, queueJobs } = report.perMessage
  // So few messages take a sink less than one tick of /proc, and the statistics may lag behind the newest jobs.
  for (const [name, value] of Object.entries({ ...cpuMicros, ...disk, queueJobs })) {
    assert.ok(value >= 0, `${name} is ${value}`)
  }
  assert.ok(cpuMicros.workers > 0 && cpuMicros.postgres > 0 && disk.walBytes > 0)
  assert.ok(queueJobs * 1200 < 5, `${queueJobs * 1200} jobs`)
  assert.ok(report.belfry.messagesPerSecond > 0)
  assert.ok(report.connections > 2)
})

test('an unknown database is refused', async () => {
  const refused = { code: 1, stderr: /--database is sqlite or postgres, not oracle/ }
  await assert.rejects(run('--database', 'oracle'), refused)
})

test('outcomes reports the rows a second that one connection writes', { skip: why }, async () => {
  const { stdout } = await bench('outcomes', '--messages', '2000', '--json')
  const { rowsPerSecond } = JSON.parse(stdout) as OutcomesReport
  assert.equal([...rowsPerSecond.durable, ...rowsPerSecond.withoutFsync].length, 6)
  assert.ok(Math.min(...rowsPerSecond.durable, ...rowsPerSecond.withoutFsync) > 0)
  await assert.rejects(bench('outcomes', '--messages', 'many'), { code: 1 })
})
