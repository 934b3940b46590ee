import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../database/open-database.ts'
import { deleteFeedback, findFeedback, insertFeedback, listFeedback } from './feedback-store.ts'

function openWith(count: number) {
  const db = openDatabase(':memory:')
  for (let number = 1; number <= count; number += 1) {
    insertFeedback(db, { name: `n${number}`, email: 'a@example.org', message: 'm' }, number)
  }
  return db
}

test('pages follow each other without a gap, newest first, and the last one says so', () => {
  using db = openWith(45)
  const ids: number[] = []
  let before: number | undefined
  const sizes: number[] = []
  do {
    const { feedback, olderThan } = listFeedback(db, { before })
    ids.push(...feedback.map(({ id }) => id))
    sizes.push(feedback.length)
    before = olderThan
  } while (before !== undefined)
  assert.deepEqual(sizes, [20, 20, 5])
  assert.deepEqual(
    ids,
    Array.from({ length: 45 }, (_, index) => 45 - index),
  )
})

test('a message that arrives meanwhile moves nothing to another page', () => {
  using db = openWith(25)
  const { olderThan } = listFeedback(db, {})
  insertFeedback(db, { name: 'late', email: 'a@example.org', message: 'm' }, 99)
  const next = listFeedback(db, { before: olderThan })
  assert.deepEqual(
    next.feedback.map(({ id }) => id),
    [5, 4, 3, 2, 1],
  )
})

test('exactly one full page has no further page', () => {
  using db = openWith(20)
  assert.equal(listFeedback(db, {}).olderThan, undefined)
})

test('a message knows its neighbours, over a gap too', () => {
  using db = openWith(4)
  deleteFeedback(db, 2)
  assert.deepEqual(findFeedback(db, 3), {
    feedback: { id: 3, name: 'n3', email: 'a@example.org', message: 'm', createdAt: 3 },
    newer: 4,
    older: 1,
  })
  assert.equal(findFeedback(db, 4)?.newer, null)
  assert.equal(findFeedback(db, 1)?.older, null)
  assert.equal(findFeedback(db, 2), undefined)
})

test('the id of a deleted message is never used again', () => {
  using db = openWith(3)
  deleteFeedback(db, 3)
  assert.equal(insertFeedback(db, { name: 'n', email: 'a@example.org', message: 'm' }, 9), 4)
})
