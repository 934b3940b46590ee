// Loaded by `node --test-reporter`: one JSON line for each test that ended, for ci/test-files.ts to count.

import type { TestEvent } from 'node:test/reporters'

export interface TestRecord {
  name: string
  kind: 'passed' | 'failed' | 'skipped'
  /** the reason of a skip, the error of a failure */
  detail: string
  line: number
}

/** Turns node:test's events into one JSON line a test. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    const record = recordOf(event)
    if (record !== undefined) yield `${JSON.stringify(record)}\n`
  }
}

function recordOf(event: TestEvent): TestRecord | undefined {
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
