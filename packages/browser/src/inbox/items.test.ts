import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markedHere, type InboxItem } from './items.ts'

const item = (id: string, read = false): InboxItem => {
  return { id, read, topic: null, title: id, url: '/', createdAt: '2026-11-30T12:00:00.000Z', isPrivate: false }
}
const shown = { items: [item('c'), item('b', true), item('a')], unread: 12 }
const look = ({ items, unread }: ReturnType<typeof markedHere>) =>
  `${items.map(({ id, read }) => (read ? `(${id})` : id)).join(' ')} ${unread}`

test('marks show at once, and the number of unread ones counts those that are not here too', () => {
  assert.equal(look(markedHere(shown, { read: ['c', 'b', 'x'] })), '(c) (b) a 11')
  assert.equal(look(markedHere(shown, { dismissed: ['c', 'b'] })), 'a 11')
  assert.equal(look(markedHere(shown, { readUntil: 'b' })), 'c (b) (a) 11')
  assert.equal(look(markedHere(shown, { readUntil: 'c' })), '(c) (b) (a) 10')
  assert.equal(look(markedHere({ ...shown, unread: 0 }, { dismissed: ['a'] })), 'c (b) 0')
})
