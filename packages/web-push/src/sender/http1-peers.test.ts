import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTlsServer } from '#test/network/tls-server'
import type { PushAnswer } from '../push-answer.ts'
import { Sender } from './sender.ts'

// Peers that agree to HTTP/1.1 and then write anything.

async function answerOf(text: string | ((write: (text: string) => boolean) => void)) {
  await using server = await startTlsServer(
    (socket) => {
      const write = (bytes: string): boolean => socket.writable && socket.write(bytes)
      socket.on('data', () => (typeof text === 'string' ? write(text) : text(write)))
    },
    { protocols: ['http/1.1'] },
  )
  await using sender = new Sender({ ca: server.ca, allowPrivate: [`localhost:${server.port}`] })
  const headers = { ttl: '1', 'content-length': '1' }
  const body = Buffer.from('x')
  return sender.send({ origin: server.origin, path: '/', headers, body, service: 'other' })
}

function describe(answer: PushAnswer): string {
  return answer.kind === 'response' ? String(answer.status) : answer.reason
}

for (const [status, expected] of [
  ['000', 'protocol'],
  ['099', 'protocol'],
  ['101', 'protocol'],
  ['20', 'protocol'],
  ['1000', 'protocol'],
  ['200', '200'],
  ['299', '299'],
  ['307', '307'],
  ['600', '600'],
  ['999', '999'],
] as const) {
  test(`a status of ${status} is ${expected}`, async () => {
    const answer = await answerOf(`HTTP/1.1 ${status} So\r\ncontent-length: 0\r\n\r\n`)
    assert.equal(describe(answer), expected)
  })
}

test('endless interim answers are a protocol failure, long before the timeout', async () => {
  const answer = await answerOf((write) => {
    for (let i = 0; i < 1000; i += 1) write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n')
  })
  assert.deepEqual(answer, {
    kind: 'failure',
    reason: 'protocol',
    message: 'interim answers without end',
  })
})

test('a few interim answers are passed over', async () => {
  const interim = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'
  const answer = await answerOf(
    `${interim.repeat(20)}HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 So\r\ncontent-length: 0\r\n\r\n`,
  )
  assert.equal(describe(answer), '201')
})

test('trailers are ignored, and malformed chunks leave the status as it is', async () => {
  const head = 'HTTP/1.1 410 Gone\r\ntransfer-encoding: chunked\r\ntrailer: x-a\r\n\r\n'
  const whole = await answerOf(`${head}2\r\nab\r\n0\r\nx-a: b\r\n\r\n`)
  assert.ok(whole.kind === 'response')
  assert.equal(whole.body, 'ab')
  assert.equal(whole.headers['x-a'], undefined)
  assert.equal(describe(await answerOf(`${head}zz\r\n`)), '410')
})

test('two lengths, or a length and chunks, are a protocol failure', async () => {
  const head = 'HTTP/1.1 201 So\r\ncontent-length: 5\r\n'
  assert.equal(describe(await answerOf(`${head}content-length: 0\r\n\r\n`)), 'protocol')
  assert.equal(describe(await answerOf(`${head}transfer-encoding: chunked\r\n\r\n`)), 'protocol')
})
