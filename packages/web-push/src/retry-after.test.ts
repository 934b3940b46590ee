import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAX_RETRY_AFTER_MS, parseRetryAfter } from './retry-after.ts'

const now = Date.UTC(1994, 10, 6, 8, 49, 0)

const READ: [value: string, milliseconds: number | undefined][] = [
  ['0', 0],
  ['120', 120_000],
  [' 120 ', 120_000],
  ['86400', 86_400_000],
  ['99999999', MAX_RETRY_AFTER_MS],
  ['9'.repeat(400), MAX_RETRY_AFTER_MS],
  // the three forms of RFC 9110 section 5.6.7, for the same moment
  ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
  ['Sun Nov  6 08:49:37 1994', 37_000],
  ['Sat, 05 Nov 1994 08:49:37 GMT', 0],
  ['Sun, 06 Nov 2094 08:49:37 GMT', MAX_RETRY_AFTER_MS],
  ['', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['120s', undefined],
  ['120, 60', undefined],
  ['soon', undefined],
  ['Infinity', undefined],
  ['1994-11-06T08:49:37Z', undefined],
  ['Sun, 06 Nov 1994 08:49:37', undefined],
  ['Sun, 06 Nov 1994 08:49:37 +0100', undefined],
  ['Sun, 99 Nov 1994 08:49:37 GMT', undefined],
  ['Xxx, 06 Yyy 1994 08:49:37 GMT', undefined],
]

for (const [value, expected] of READ) {
  test(`${JSON.stringify(value.slice(0, 40))} is ${expected ?? 'nothing'}`, () => {
    assert.equal(parseRetryAfter(value, now), expected)
  })
}

test('a date is in GMT, whatever the server’s time zone', () => {
  const { TZ } = process.env
  process.env['TZ'] = 'America/New_York'
  try {
    assert.equal(new Date(now).getTimezoneOffset(), 300)
    for (const [value, expected] of READ) assert.equal(parseRetryAfter(value, now), expected, value)
  } finally {
    if (TZ === undefined) delete process.env['TZ']
    else process.env['TZ'] = TZ
  }
})

test('any number of seconds is read as that many, up to a day', () => {
  fc.assert(
    fc.property(fc.nat(), (seconds) => {
      assert.equal(parseRetryAfter(String(seconds), now), Math.min(seconds, 86_400) * 1000)
    }),
  )
})

test('any date as HTTP writes it is read as the time until then', () => {
  const min = new Date(0)
  const max = new Date(Date.UTC(9999, 0))
  fc.assert(
    fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
      const seconds = Math.floor(date.getTime() / 1000) * 1000
      const expected = Math.min(Math.max(seconds - now, 0), MAX_RETRY_AFTER_MS)
      assert.equal(parseRetryAfter(date.toUTCString(), now), expected)
    }),
  )
})

test('any text at all is nothing, or a wait between none and a day', () => {
  const pieces = fc.array(fc.constantFrom('Sun', ',', ' ', '06', 'Nov', '1994', ':', 'GMT', '-', '1e9', '٣'))
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        pieces.map((list) => list.join('')),
      ),
      (value) => {
        const wait = parseRetryAfter(value, now)
        assert.ok(wait === undefined || (wait >= 0 && wait <= MAX_RETRY_AFTER_MS))
      },
    ),
    { numRuns: 1000 },
  )
})
