import assert from 'node:assert/strict'
import { test } from 'node:test'
import { de } from './de.ts'
import { en } from './en.ts'

// Every text, by its path in the catalogue; a function is called with a sample.
function textsOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  if (typeof value === 'function') return new Map([[path, String(value('SAMPLE'))]])
  return new Map(Object.entries(value as object).flatMap(([key, inner]) => [...textsOf(inner, `${path}.${key}`)]))
}

test('German has every text that English has, and none is empty', () => {
  const [english, german] = [textsOf(en), textsOf(de)]
  assert.deepEqual([...german.keys()], [...english.keys()])
  for (const texts of [english, german]) {
    for (const [path, text] of texts) assert.ok(text.trim().length > 0, path)
  }
})

test('a German text is not an English one that was forgotten', () => {
  const [english, german] = [textsOf(en), textsOf(de)]
  const same = [...german].filter(([path, text]) => english.get(path) === text)
  assert.deepEqual(
    same.map(([path]) => path),
    ['.site', '.titleOf', '.privacy.parts.cookies.title'],
  )
})
