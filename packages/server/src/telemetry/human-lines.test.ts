import assert from 'node:assert/strict'
import { stripVTControlCharacters } from 'node:util'
import { test } from 'node:test'
import { humanLines } from './human-lines.ts'
import { createLogger } from './logger.ts'

function written(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = ''
  write(createLogger('debug', humanLines({ write: (part) => (text += part) })))
  return text
}

test('a line says when, how bad, what, and the rest behind it', () => {
  const text = stripVTControlCharacters(
    written((log) => log.warn({ setting: 'BELFRY_URL', count: 3 }, 'no URL is set')),
  )
  assert.match(text, /^\d\d:\d\d:\d\d WARN  no URL is set {2}setting=BELFRY_URL {2}count=3\n$/)
})

test('secrets stay out, and errors keep their place in the code', () => {
  const text = written((log) => log.error({ apiKey: 'belfry_x', err: new Error('broken') }, 'request failed'))
  assert.ok(!text.includes('belfry_x'))
  assert.match(text, /Error: broken\n.*at /)
})

test('no text of a stranger moves the cursor', () => {
  const text = written((log) => log.info({ route: '\u001b[2J\n\u0007' }, 'a\u001b[31mb'))
  assert.equal(stripVTControlCharacters(text).split('\n').length, 2)
  assert.ok(!text.includes('\u001b[2J'))
})

test('a line that is no JSON goes through', () => {
  let text = ''
  humanLines({ write: (part) => (text += part) }).write('plain\n')
  assert.equal(text, 'plain\n')
})
