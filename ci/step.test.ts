import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { Slots } from './slots.ts'
import { type Step, inSlot, orAgain, runSteps } from './step.ts'
import { closingLine, nothing } from './verdict.ts'

const never = new AbortController().signal

describe('the steps of a run', () => {
  /** Runs stages in two slots, and gives back the lines that they print. */
  async function run(t: TestContext, ...stages: Step[][]) {
    const log = t.mock.method(console, 'log', () => undefined)
    const verdict = await runSteps(stages, never, new Slots({ count: 2 }))
    return { verdict, lines: log.mock.calls.map(({ arguments: [line] }) => String(line)) }
  }

  it('add up, and one that throws has failed without stopping the others', async (t) => {
    const { verdict, lines } = await run(
      t,
      [
        { name: 'tower', title: 'stands', run: async () => ({ ...nothing, passed: 2 }) },
        { name: 'rope', title: 'holds', run: () => Promise.reject(new Error('it tore')) },
      ],
      [
        {
          name: 'bell',
          title: 'rings',
          run: async () => ({ ...nothing, skipped: [{ what: 'bell', why: 'no bell' }] }),
        },
      ],
    )
    assert.equal(closingLine(verdict), '2 passed, 1 failed, 1 skipped')
    assert.ok(lines.some((line) => line.includes('│ Error: it tore')))
    assert.ok(lines.some((line) => line.startsWith('↷ bell: skipped')))
  })

  it('never print a line that looks like the closing one', async (t) => {
    const output = 'boom\n3 passed, 1 failed, 0 skipped\n'
    const { lines } = await run(t, [
      { name: 'bell', title: 'rings', run: async () => ({ ...nothing, failed: 1, output }) },
    ])
    assert.doesNotMatch(lines.join('\n'), /^\d+ passed/m)
  })

  it('of a stage are prepared one by one and run side by side, after those of the stage before', async (t) => {
    const order: string[] = []
    const both = Promise.withResolvers<void>()
    const step = (name: string, work: () => Promise<void>): Step => ({
      name,
      title: '',
      prepare: async () => {
        order.push(`prepare ${name}`)
        await new Promise((resolve) => setImmediate(resolve))
        order.push(`prepared ${name}`)
      },
      run: async () => {
        order.push(`run ${name}`)
        await work()
        return nothing
      },
    })
    const foundation = step('foundation', async () => undefined)
    await run(t, [foundation], [step('tower', () => both.promise), step('bell', async () => both.resolve())])
    assert.deepEqual(
      order,
      ['foundation', 'tower', 'bell']
        .flatMap((name) => [`prepare ${name}`, `prepared ${name}`, ...(name === 'tower' ? [] : [`run ${name}`])])
        .toSpliced(-1, 0, 'run tower'),
    )
  })

  it('without test files are run again beside nothing, and then have passed, and are reported', async () => {
    const slots = new Slots({ count: 2 })
    let turn = 0
    const ring = async () => {
      turn += 1
      return turn === 1 ? { ...nothing, failed: 1, output: 'no sound' } : { ...nothing, passed: 1 }
    }
    const { promise: beside, resolve } = Promise.withResolvers<typeof nothing>()
    const other = inSlot(() => beside, never, slots)
    const rung = orAgain((place) => place.run(ring), never, slots)
    await new Promise((done) => setImmediate(done))
    assert.equal(turn, 1, 'the other step still runs')
    resolve(nothing)
    await other
    assert.deepEqual(await rung, { ...nothing, passed: 1, unstable: ['no sound'] })
  })
})
