import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { splitCsv } from './csv.ts'

const field = fc.string({ maxLength: 12 }).map((text) => text.replaceAll(/[\r\n]/g, ' '))

test('fields come back as they were written, quoted or not', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(field, fc.boolean()), { minLength: 1, maxLength: 8 }), (fields) => {
      const line = fields
        .map(([text, quoted]) => (quoted || /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
        .join(',')
      assert.deepEqual(
        splitCsv(line),
        fields.map(([text]) => text),
      )
    }),
  )
})

test('a quote without an end, and text behind one, are no CSV', () => {
  assert.equal(splitCsv('a,"b'), undefined)
  assert.equal(splitCsv('"a"b,c'), undefined)
})

test('an empty line is one empty field', () => assert.deepEqual(splitCsv(''), ['']))
