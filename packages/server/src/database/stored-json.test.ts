import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { parseStored } from './stored-json.ts'

test('what a column holds is read, or refused with its place and none of its content', () => {
  const schema = z.looseObject({ title: z.string() })
  assert.deepEqual(parseStored(schema, '{"title":"x","newer":1}', 'notifications.content'), { title: 'x', newer: 1 })
  for (const [stored, message] of [
    ['{"title":7,"secret":"s"}', 'notifications.content holds what this Belfry cannot read, at title'],
    ['no JSON', 'notifications.content holds what this Belfry cannot read'],
    ['null', 'notifications.content holds what this Belfry cannot read'],
  ] as const) {
    const read = () => parseStored(schema, stored, 'notifications.content')
    assert.throws(read, { name: 'StoredError', code: 'stored-unreadable', message })
  }
})
