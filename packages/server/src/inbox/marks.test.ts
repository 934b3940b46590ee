import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyMarks, markedEntries, NO_MARKS } from './marks.ts'

// The newest first, as the inbox reads them.
const entries = [5, 4, 3, 2, 1].map((number) => ({ number, id: `n${number}`, createdAt: number * 1000 }))

const seen = (marks: typeof NO_MARKS) =>
  markedEntries(marks, entries).map(({ number, isRead }) => (isRead ? `(${number})` : `${number}`))

test('some are read, some are dismissed, and all up to one are read', () => {
  const one = applyMarks(NO_MARKS, { read: ['n4'], dismissed: ['n2'] }, entries)
  assert.deepEqual(seen(one), ['5', '(4)', '3', '(1)'].toSpliced(3, 1, '1'))
  const until = applyMarks(one, { readUntil: 'n3' }, entries)
  assert.deepEqual(seen(until), ['5', '(4)', '(3)', '(1)'])
  const all = applyMarks(until, { readUntil: 'n5' }, entries)
  assert.deepEqual(all, { readUntil: 5000, read: [], dismissed: [2] }, 'a time says it for all')
})

test('what was dismissed is there again when it is restored, read or not as it was', () => {
  const gone = applyMarks(NO_MARKS, { read: ['n4'], dismissed: ['n4', 'n2'] }, entries)
  assert.deepEqual(seen(gone), ['5', '3', '1'])
  assert.deepEqual(seen(applyMarks(gone, { restored: ['n4'] }, entries)), ['5', '(4)', '3', '1'])
  assert.equal(applyMarks(gone, { restored: ['n5', 'other'] }, entries), gone)
})

test('what was read up to stays so when an older one is named', () => {
  const all = applyMarks(NO_MARKS, { readUntil: 'n5' }, entries)
  assert.equal(applyMarks(all, { readUntil: 'n1' }, entries), all)
})

test('ids of anybody else change nothing', () => {
  const wish = { read: ['other', '4', ''], dismissed: ['other'], readUntil: 'other' }
  assert.equal(applyMarks(NO_MARKS, wish, entries), NO_MARKS)
})

test('marks of entries that are gone go, whatever is wished: there are never more than entries', () => {
  const id = fc.constantFrom(...entries.map((entry) => entry.id), 'other')
  const wish = fc.record({
    read: fc.array(id),
    dismissed: fc.array(id),
    restored: fc.array(id),
    readUntil: fc.option(id, { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(wish), fc.integer({ min: 0, max: 5 }), (wishes, left) => {
      const marks = wishes.reduce((before, each) => applyMarks(before, each, entries), NO_MARKS)
      const later = applyMarks(marks, {}, entries.slice(0, left))
      assert.ok(later.read.length <= left && later.dismissed.length <= left)
      assert.deepEqual(
        markedEntries(later, entries.slice(0, left)),
        markedEntries(marks, entries.slice(0, left)),
        'and what is left is marked as before',
      )
    }),
  )
})
