import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLogger, shortEndpoint } from './logger.ts'

test('a log hides secrets that are passed to it by mistake', () => {
  const lines: string[] = []
  const log = createLogger('debug', { write: (line) => lines.push(line) })
  log.info({ auth: 'hidden-1', keys: { p256dh: 'hidden-2' }, a: { b: { privateKey: 'hidden-3' } } }, 'said')
  log.error({ err: new Error('visible') }, 'failed')
  assert.equal(lines.length, 2)
  assert.doesNotMatch(lines.join(), /hidden/)
  assert.match(lines[0]!, /"level":"info".*"msg":"said"/)
  assert.match(lines[1]!, /visible/)
})

test('a log hides the row that PostgreSQL quotes when it refuses it', () => {
  const lines: string[] = []
  const log = createLogger('debug', { write: (line) => lines.push(line) })
  const detail = 'Failing row contains (7, https://fcm.googleapis.com/fcm/send/hidden-1, hidden-2).'
  const error = Object.assign(new Error('violates check constraint "x"'), { code: '23514', detail })
  log.error({ err: error }, 'failed')
  log.warn({ error }, 'failed')
  assert.equal(lines.length, 2)
  assert.doesNotMatch(lines.join(), /hidden/)
  for (const line of lines) assert.match(line, /violates check constraint.*23514/s)
})

test('a log says nothing below its level', () => {
  const lines: string[] = []
  const log = createLogger('warn', { write: (line) => lines.push(line) })
  log.info({}, 'no')
  log.warn({}, 'yes')
  assert.equal(lines.length, 1)
})

test('an endpoint is shown by its host and a short hash', () => {
  const endpoint = 'https://fcm.googleapis.com/fcm/send/capability'
  assert.match(shortEndpoint(endpoint), /^fcm\.googleapis\.com\/…[0-9a-f]{8}$/)
  assert.notEqual(shortEndpoint(endpoint), shortEndpoint(endpoint + '2'))
  assert.match(shortEndpoint('nonsense'), /^…[0-9a-f]{8}$/)
})
