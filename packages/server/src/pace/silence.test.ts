import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { emptyReactions, reactionsIn, writeReactions } from './silence-entries.ts'
import { afterDisplay, afterReaction, isSilent, NO_REACTIONS, type Reactions, type SilenceRule } from './silence.ts'

const RULE: SilenceRule = { afterDays: 90, shownDays: 10, perWeek: 1 }

type Told = { kind: 'display' | 'reaction'; day: number }

function told(all: readonly Told[]): Reactions {
  return all.reduce<Reactions>(
    (known, { kind, day }) => (kind === 'display' ? afterDisplay(known, day) : afterReaction(known, day)),
    NO_REACTIONS,
  )
}

const rules = fc.record({
  afterDays: fc.integer({ min: 7, max: 60 }),
  shownDays: fc.integer({ min: 1, max: 20 }),
  perWeek: fc.integer({ min: 1, max: 50 }),
})
const days = fc.integer({ min: 20_000, max: 20_100 })
const tellings = fc.array(
  fc.record({ kind: fc.constantFrom<Told['kind']>('display', 'display', 'reaction'), day: days }),
)

describe('who never reacts', () => {
  test('is who was shown messages on enough days, for long enough', () => {
    const shown = Array.from({ length: 10 }, (_, n): Told => ({ kind: 'display', day: 20_000 + 3 * n }))
    assert.equal(isSilent(told(shown), RULE, 20_090), true)
    assert.equal(isSilent(told(shown), RULE, 20_089), false, 'a day before')
    assert.equal(isSilent(told(shown.slice(1)), RULE, 20_200), false, 'shown on nine days')
    assert.equal(isSilent(told([...shown, { kind: 'reaction', day: 20_095 }]), RULE, 20_096), false)
  })

  test('is nobody of whom nothing is known, as of browsers that tell of no displays', () => {
    fc.assert(fc.property(rules, days, (rule, today) => !isSilent(NO_REACTIONS, rule, today)))
  })

  test('is nobody within the days after a reaction, in whatever order things are told', () => {
    fc.assert(
      fc.property(rules, tellings, fc.nat(), (rule, all, ahead) => {
        const reactions = all.filter(({ kind }) => kind === 'reaction').map(({ day }) => day)
        fc.pre(reactions.length > 0)
        const today = Math.max(...reactions) + (ahead % rule.afterDays)
        assert.equal(isSilent(told(all), rule, today), false)
      }),
    )
  })

  test('is nobody who was shown messages on fewer days, and repeats count once', () => {
    fc.assert(
      fc.property(rules, tellings, days, (rule, all, today) => {
        const displayed = new Set(all.filter(({ kind }) => kind === 'display').map(({ day }) => day))
        if (isSilent(told([...all, ...all]), rule, today)) assert.ok(displayed.size >= rule.shownDays)
      }),
    )
  })

  test('told in order, it is who had displays on that many days since the last reaction, and that long ago', () => {
    fc.assert(
      fc.property(rules, tellings, fc.nat(100), (rule, all, later) => {
        const inOrder = all.toSorted((a, b) => a.day - b.day)
        const today = (inOrder.at(-1)?.day ?? 20_000) + later
        const last = inOrder.findLastIndex(({ kind }) => kind === 'reaction')
        const since = inOrder[last]?.day ?? inOrder[0]?.day ?? today
        const after = inOrder.slice(last + 1).map(({ day }) => day)
        const counted = new Set(last === -1 ? after : after.filter((day) => day > since))
        const expected = counted.size >= rule.shownDays && today - since >= rule.afterDays
        assert.equal(isSilent(told(inOrder), rule, today), expected)
      }),
    )
  })

  test('reacts once, and all that was known before counts no more', () => {
    fc.assert(
      fc.property(tellings, days, (all, day) => {
        const known = told(all)
        fc.pre(day >= known.since)
        assert.equal(afterReaction(known, day).shown, 0)
        const once = afterReaction(known, day)
        assert.equal(afterReaction(once, day), once, 'a second one on the day writes nothing')
      }),
    )
  })

  test('has six bytes beside those of the neighbours', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), tellings), { maxLength: 20 }), (people) => {
        const block = emptyReactions()
        const expected = new Map<number, Reactions>()
        for (const [subscriber, all] of people) {
          writeReactions(block, subscriber, told(all))
          expected.set(subscriber % 64, told(all))
        }
        for (const [neighbour, reactions] of expected) assert.deepEqual(reactionsIn(block, neighbour), reactions)
      }),
    )
  })
})
