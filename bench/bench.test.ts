import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Comparison } from './compare.ts'
import type { PaceReport } from './pace.ts'
import type { ScreensReport } from './screens.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

async function bench(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], {
    timeout: 60_000,
  })
  return stdout
}

for (const name of ['build', 'send']) {
  for (const workers of ['0', '2']) {
    test(`${name} with ${workers} workers prints the cost of each of the two`, async () => {
      const small = ['--messages', '40', '--rounds', '2', '--engine', 'typescript', '--json']
      const output = await bench(name, ...small, '--workers', workers)
      const result = JSON.parse(output) as Comparison
      assert.equal(result.name, name)
      assert.equal(result.node, process.version)
      assert.equal(result.engine, 'typescript')
      for (const cost of [result.belfry, result.webPush]) {
        assert.ok(cost.cpuMicrosPerMessage > 0)
        assert.ok(cost.messagesPerSecond > 0)
      }
      const ratio = result.webPush.cpuMicrosPerMessage / result.belfry.cpuMicrosPerMessage
      assert.ok(Math.abs(result.cpuRatio - ratio) < 0.01)
      assert.ok(result.throughputRatio > 0)
    })
  }
}

test('without --json it prints a table', async () => {
  const output = await bench('build', '--messages', '10', '--rounds', '1', '--engine', 'typescript')
  assert.match(output, /^build: 10 messages each/)
  assert.match(output, /Belfry, typescript {2,}\d/)
  assert.match(output, /web-push {2,}\d/)
})

test('pace prints the cost with caps and quiet hours in force, and without', async () => {
  const small = ['--subscribers', '600', '--rounds', '1', '--engine', 'typescript', '--json']
  const report = JSON.parse(await bench('pace', ...small)) as PaceReport
  assert.equal(report.database, 'sqlite')
  assert.ok(report.without.cpuMicrosPerMessage > 0 && report.with.cpuMicrosPerMessage > 0)
  assert.ok(report.cpuRatio > 0)
})

test('screens asks for everything that the dashboard shows, of a small sample', async () => {
  const small = ['--subscribers', '400', '--days', '20', '--rounds', '1', '--json']
  const { answers } = JSON.parse(await bench('screens', ...small)) as ScreensReport
  assert.ok(answers.length > 85, `${answers.length} requests`)
  for (const { what, median, cpu } of answers) assert.ok(median > 0 && cpu > 0, what)
})

const refusals: [string, string[], RegExp][] = [
  ['a name it does not know', ['nonsense'], /one of: build, send/],
  ['an engine there is not', ['build', '--engine', 'rust'], /--engine is one of native, typescript, ifma/],
  ['workers that are no number', ['build', '--workers', 'two'], /--workers is a whole number/],
  ['fewer than no workers', ['build', '--workers', '-1'], /^Option '--workers' argument is ambiguous/],
  ['a flag it does not know', ['build', '--bogus'], /^Unknown option '--bogus'/],
  ['subscribers that are no number', ['import', '--subscribers', 'x'], /--subscribers is a whole/],
  ['a database there is not', ['import', '--database', 'x'], /--database is sqlite or postgres/],
  ['no messages', ['build', '--messages', '0'], /--messages is a whole number from 1/],
]
for (const [name, args, message] of refusals) {
  test(`${name} is refused, and the message names the choices`, async () => {
    await assert.rejects(bench(...args), (error: { code: number; stderr: string }) => {
      assert.equal(error.code, 1)
      assert.match(error.stderr, message)
      return true
    })
  })
}
