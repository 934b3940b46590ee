// Loaded by `node --test-reporter`: one JSON line for each test that waits or ended, and a last one with the CPU that
// the file took with the processes that it started, for ci/test-files.ts to count.

import type { TestEvent } from 'node:test/reporters'
import { cpuSeconds } from './cpu-time.ts'

export interface TestRecord {
  name: string
  kind: 'waiting' | 'passed' | 'failed' | 'skipped' | 'cost'
  /** the reason of a skip, the error of a failure, the seconds of CPU */
  detail: string
  line: number
}

/** Turns node:test's events into JSON lines. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    const record = recordOf(event)
    if (record !== undefined) yield `${JSON.stringify(record)}\n`
  }
  yield `${JSON.stringify({ name: '', kind: 'cost', detail: cpuSeconds().toFixed(1), line: 0 } satisfies TestRecord)}\n`
}

function recordOf(event: TestEvent): TestRecord | undefined {
  // The dequeuing of a suite's second test names it a suite (Node 24).
  if (event.type === 'test:enqueue') {
    const { name, line = 0, type } = event.data
    return type === 'suite' ? undefined : { name, kind: 'waiting', detail: '', line }
  }
  if (event.type !== 'test:pass' && event.type !== 'test:fail') return undefined
  const { name, line = 0, skip, todo, details } = event.data
  if (skip !== undefined || todo !== undefined) {
    const reason = skip ?? todo
    return { name, kind: 'skipped', detail: typeof reason === 'string' ? reason : '', line }
  }
  const isSuite = details.type === 'suite'
  if (event.type === 'test:pass') {
    return isSuite ? undefined : { name, kind: 'passed', detail: '', line }
  }
  const error = event.data.details.error
  // A suite that fails only because a test in it did says nothing new.
  if (isSuite && 'failureType' in error && error.failureType === 'subtestsFailed') return undefined
  return { name, kind: 'failed', detail: textOf(error.cause ?? error), line }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
