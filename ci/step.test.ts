import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { runSteps } from './step.ts'
import { closingLine, nothing } from './verdict.ts'

describe('the steps of a run', () => {
  it('add up, and one that throws has failed without stopping the others', async (t) => {
    const log = t.mock.method(console, 'log', () => undefined)
    const verdict = await runSteps(
      [
        { name: 'tower', title: 'stands', run: async () => ({ ...nothing, passed: 2 }) },
        { name: 'rope', title: 'holds', run: () => Promise.reject(new Error('it tore')) },
        {
          name: 'bell',
          title: 'rings',
          run: async () => ({ ...nothing, skipped: [{ what: 'bell', why: 'no bell' }] }),
        },
      ],
      new AbortController().signal,
    )
    assert.equal(closingLine(verdict), '2 passed, 1 failed, 1 skipped')
    const lines = log.mock.calls.map(({ arguments: [line] }) => String(line))
    assert.ok(lines.some((line) => line.includes('│ Error: it tore')))
    assert.ok(lines.some((line) => line.startsWith('↷ bell: skipped')))
  })

  it('never print a line that looks like the closing one', async (t) => {
    const log = t.mock.method(console, 'log', () => undefined)
    const output = 'boom\n3 passed, 1 failed, 0 skipped\n'
    await runSteps(
      [{ name: 'bell', title: 'rings', run: async () => ({ ...nothing, failed: 1, output }) }],
      new AbortController().signal,
    )
    const text = log.mock.calls.map(({ arguments: [line] }) => String(line)).join('\n')
    assert.doesNotMatch(text, /^\d+ passed/m)
  })
})
