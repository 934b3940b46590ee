import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fewer } from './fewer.ts'

test('half as many come, at least one a week, and no cap stays none', () => {
  assert.deepEqual(fewer({ perDay: 1, perWeek: 6 }), { perDay: 1, perWeek: 3 })
  assert.deepEqual(fewer({ perDay: 4, perWeek: null }), { perDay: 2, perWeek: 14 })
  assert.deepEqual(fewer({ perDay: null, perWeek: 1 }), { perDay: null, perWeek: 1 })
  assert.deepEqual(fewer({ perDay: 50, perWeek: null }), { perDay: 25, perWeek: 50 })
  assert.equal(fewer({ perDay: null, perWeek: null }), undefined)
})
