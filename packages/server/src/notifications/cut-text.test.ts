import { test } from 'node:test'
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { cutText, jsonBytes } from './cut-text.ts'

const family = '👨‍👩‍👧‍👦'
const count = (text: string) => [...new Intl.Segmenter().segment(text)].length

test('a text of exactly 120 graphemes stays whole and one more is cut to 120 with the ellipsis', () => {
  for (const grapheme of ['a', 'é', 'ש', '🔔', '🇩🇪']) {
    const exact = grapheme.repeat(120)
    assert.equal(cutText(exact, { graphemes: 120, bytes: 4000 }), exact)
    const cut = cutText(exact + grapheme, { graphemes: 120, bytes: 4000 })
    assert.equal(cut, `${grapheme.repeat(119)}…`)
    assert.equal(count(cut), 120)
  }
})

test('a grapheme of many code points is never cut in the middle', () => {
  assert.equal(cutText(family.repeat(4), { graphemes: 3, bytes: 4000 }), `${family.repeat(2)}…`)
})

test('no space is left before the ellipsis', () => {
  assert.equal(cutText('one two three', { graphemes: 5, bytes: 100 }), 'one…')
})

test('a text whose bytes are too many is cut although its graphemes are few', () => {
  assert.equal(cutText(family.repeat(4), { graphemes: 120, bytes: 60 }), `${family.repeat(2)}…`)
})

test('a single endless grapheme becomes the ellipsis alone', () => {
  assert.equal(cutText(`a${'\u0301'.repeat(5000)}`, { graphemes: 120, bytes: 500 }), '…')
})

test('a lone surrogate is replaced, because it is no valid UTF-8', () => {
  assert.equal(cutText('a\ud83d', { graphemes: 120, bytes: 500 }), 'a\ufffd')
})

test('for any text the result is within both limits and begins like the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 3, max: 200 }),
      (text, graphemes, bytes) => {
        const cut = cutText(text, { graphemes, bytes })
        assert.ok(count(cut) <= graphemes, `${count(cut)} graphemes`)
        assert.ok(jsonBytes(cut) <= bytes, `${jsonBytes(cut)} bytes`)
        if (cut !== text) assert.ok(text.startsWith(cut.slice(0, -1)) && cut.endsWith('…'))
      },
    ),
  )
})
