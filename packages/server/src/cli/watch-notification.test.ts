import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BelfryModels } from '@belfry/client'
import { watchNotification } from './watch-notification.ts'

const problem = {
  outcome: 'unreachable',
  reason: 'connect ECONNREFUSED',
  service: 'fcm',
  count: 3,
  lastAt: '2026-11-29T12:00:00.000Z',
  summary: 'connections to the push service are refused',
  help: 'Let this machine reach port 443.',
}

/** The answers of a server, one after the other. */
function answers(...steps: Partial<BelfryModels['Notification']>[]) {
  const progress = { audience: 3, sent: 0, outcomes: {}, remaining: 3, ratePerSecond: 0 }
  let step = 0
  return {
    get: () =>
      Promise.resolve({
        state: 'sending',
        finishedAt: null,
        progress,
        ...steps[step++],
      } as BelfryModels['Notification']),
  }
}

for (const isTerminal of [true, false]) {
  test(`a problem is reported as soon as it shows, once (terminal: ${isTerminal})`, async () => {
    let out = ''
    const terminal = { env: {}, isTerminal, out: (text: string) => void (out += text), err: () => undefined }
    const client = answers({}, { problems: [problem] }, { problems: [problem] }, { state: 'done', problems: [problem] })
    const options = { stop: new AbortController().signal, command: 'belfry notifications' }
    assert.equal(await watchNotification('n1', client, terminal, options), 0)
    assert.equal(out.split('fcm, connect ECONNREFUSED: connections to the push service are refused.').length, 2)
    assert.match(out, /Let this machine reach port 443\.\n/)
  })
}
