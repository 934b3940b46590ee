import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseEpoch, parseWrittenTime } from './written-time.ts'

const at = Date.UTC(2024, 0, 2, 3, 4, 5)

describe('a time as people and programs write it', () => {
  const written = [
    '2024-01-02T03:04:05Z', // ISO 8601
    '2024-01-02 03:04:05 UTC', // OneSignal
    '2024-01-02 03:04:05', // MySQL
    '2024-01-02 03:04:05+00', // PostgreSQL
    '2024-01-02 04:04:05+01:00', // Python
    '2024-01-02 04:04:05 +0100', // git, Ruby
    '2024-01-02 03:04:05 +0000 UTC', // Go
    '2024-01-02T03:04:05,000Z',
    '2024/01/02 03:04:05',
    '2024-1-2 3:04:05',
    'Tue, 02 Jan 2024 03:04:05 GMT', // RFC 5322
    '2 Jan 2024 04:04:05 +0100',
    'Tue Jan 02 2024 04:04:05 GMT+0100 (Central European Standard Time)', // Date.prototype.toString
    'Jan 2, 2024 3:04:05 AM',
    '1704164645', // seconds
    '1704164645000', // milliseconds
    '1704164645000000', // microseconds
    '1704164645000000000', // nanoseconds
    '1704164645.0', // Python's time.time()
  ]
  for (const text of written) {
    test(text, () => assert.equal(new Date(parseWrittenTime(text) ?? Number.NaN).getTime(), at))
  }

  test('a day alone is its midnight in UTC', () => {
    assert.equal(parseWrittenTime('2024-01-02'), Date.UTC(2024, 0, 2))
    assert.equal(parseWrittenTime('January 2, 2024'), Date.UTC(2024, 0, 2))
  })

  for (const text of [
    '',
    'yesterday',
    '01/02/2024',
    '2024-02-30',
    '2024-13-01',
    '2024-01-02 25:00',
    '-5',
    '12:00',
    'May',
  ]) {
    test(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseWrittenTime(text), undefined))
  }
})

test('the size of a number says what it counts', () => {
  assert.equal(parseEpoch(1_704_164_645), at)
  assert.equal(parseEpoch(at), at)
  assert.equal(parseEpoch(Number.NaN), undefined)
  assert.equal(parseEpoch(-1), undefined)
})

test('no text makes it throw, and what it reads back from ISO is exact', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseWrittenTime(text)))
  const times = fc.date({ min: new Date('1974-01-01'), max: new Date('2199-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(times, (date) => {
      assert.equal(parseWrittenTime(date.toISOString()), date.getTime())
      assert.equal(parseWrittenTime(String(date.getTime())), date.getTime())
      assert.equal(parseWrittenTime(date.toUTCString()), Math.floor(date.getTime() / 1000) * 1000)
    }),
  )
})
