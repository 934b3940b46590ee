import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ReadableStream, type UnderlyingSource } from 'node:stream/web'
import { readJson } from './json-body.ts'

const half = new TextEncoder().encode('{"endpoint":')

function request(source: UnderlyingSource<Uint8Array>): Request {
  return new Request('https://example.com/b/default/subscription', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: new ReadableStream<Uint8Array>(source),
    duplex: 'half',
  })
}

describe('a body', () => {
  test('that stops coming times out, so that slow senders cannot take all places', async () => {
    let isCancelled = false
    const slow = request({
      start: (stream) => stream.enqueue(half),
      cancel: () => void (isCancelled = true),
    })
    await assert.rejects(readJson(slow, 20), { name: 'Refusal', code: 'body-incomplete' })
    assert.ok(isCancelled)
  })

  test('that breaks off is the sender’s fault and no failure of the server', async () => {
    const broken = request({
      start(stream) {
        stream.enqueue(half)
        stream.error(new Error('aborted'))
      },
    })
    await assert.rejects(readJson(broken), { name: 'Refusal', code: 'body-incomplete' })
  })

  test('that comes in pieces is put together', async () => {
    const pieces = request({
      start(stream) {
        stream.enqueue(half)
        stream.enqueue(new TextEncoder().encode('"ü"}'))
        stream.close()
      },
    })
    assert.deepEqual(await readJson(pieces), { endpoint: 'ü' })
  })
})
