import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeReputation, type ReputationFigures } from './judge-reputation.ts'

const good: ReputationFigures = {
  prompts: 1000,
  nativeYes: 700,
  accepted: 100_000,
  clicked: 5000,
  irrelevant: 10,
  optOuts: 100,
  throttled: 0,
  throttledDays: 0,
  peakPerMinute: 800,
}

const levels = (more: Partial<ReputationFigures>) => {
  const { findings } = judgeReputation({ ...good, ...more })
  return Object.fromEntries(findings.flatMap(({ measure, level }) => (level === 'good' ? [] : [[measure, level]])))
}

test('a site that people like is good, and so is one of which too little is known', () => {
  const { score, level, findings } = judgeReputation(good)
  assert.deepEqual([score, level, findings.length], [100, 'good', 5])
  const nothing = Object.fromEntries(Object.keys(good).map((name) => [name, 0])) as unknown as ReputationFigures
  assert.deepEqual([judgeReputation(nothing).score, judgeReputation(nothing).level], [100, 'good'])
})

test('each measure is watched before its limit, and dangerous from there on', () => {
  assert.deepEqual(levels({ clicked: 1500 }), { clicks: 'watch' })
  assert.deepEqual(levels({ clicked: 999 }), { clicks: 'danger' })
  assert.deepEqual(levels({ clicked: 0 }), { clicks: 'danger' })
  assert.deepEqual(levels({ nativeYes: 250 }), { prompts: 'watch' })
  assert.deepEqual(levels({ nativeYes: 50 }), { prompts: 'danger' })
  assert.deepEqual(levels({ irrelevant: 200 }), { irrelevance: 'watch' })
  assert.deepEqual(levels({ irrelevant: 300 }), { irrelevance: 'danger' })
  assert.deepEqual(levels({ optOuts: 1500 }), { 'opt-outs': 'watch' })
  assert.deepEqual(levels({ optOuts: 2500 }), { 'opt-outs': 'danger' })
  assert.deepEqual(levels({ throttled: 5, throttledDays: 1 }), { throttled: 'watch' })
  assert.deepEqual(levels({ throttled: 50, throttledDays: 3 }), { throttled: 'danger' })
})

test('the worst comes first, and many troubles leave nothing', () => {
  const { score, level, findings } = judgeReputation({
    ...good,
    clicked: 10,
    nativeYes: 10,
    irrelevant: 1000,
    optOuts: 1500,
    peakPerMinute: 4000,
    throttled: 9,
    throttledDays: 2,
  })
  assert.deepEqual([score, level, findings.at(-1)?.measure], [0, 'danger', 'opt-outs'])
  assert.match(findings[0]?.says ?? '', /busiest minute had 4000/)
})
