import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSink, type SinkHandler } from '#test/push-services/https-sink'
import type { PushRequest } from '../build-request.ts'
import type { PushAnswer } from '../push-answer.ts'
import { Sender } from './sender.ts'

// Anybody can register subscriptions at hosts that they made up below a push service's domain.

const accept: SinkHandler = (incoming, response) => {
  incoming.resume()
  incoming.on('end', () => response.writeHead(201).end())
}

function request(origin: string, service: PushRequest['service'] = 'other'): PushRequest {
  return { origin, path: '/', headers: { ttl: '1' }, body: Buffer.from('x'), service }
}

const saysOf = (answer: PushAnswer) => (answer.kind === 'response' ? String(answer.status) : answer.message)

/** A resolver as Node's: four names at once, the others wait; a name that does not exist takes a while. */
function slowResolver() {
  const free = [0, 1, 2, 3]
  const line: (() => void)[] = []
  const asked: string[] = []
  return {
    asked,
    lookup: async (hostname: string) => {
      asked.push(hostname)
      if (free.pop() === undefined) await new Promise<void>((resolve) => line.push(resolve))
      try {
        if (hostname === 'localhost') return [{ address: '127.0.0.1', family: 4 }]
        await sleep(2)
        throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
      } finally {
        const next = line.shift()
        if (next === undefined) free.push(0)
        else next()
      }
    },
  }
}

for (const count of [1000, 3000]) {
  test(`${count} made-up hosts wait and cost others nothing`, { timeout: 60_000 }, async () => {
    await using sink = await startSink(accept)
    const { lookup, asked } = slowResolver()
    await using sender = new Sender({ ca: sink.ca, lookup, allowPrivate: [`localhost:${sink.port}`] })
    const names = Array.from({ length: count }, (_, n) => `n${n}.push.apple.com`)
    const madeUp = names.map((name) => sender.send(request(`https://${name}`, 'apple')))
    const since = performance.now()
    assert.equal(saysOf(await sender.send(request(sink.origin))), '201')
    const took = performance.now() - since
    assert.ok(took < 2000, `a real subscriber waited ${took} ms`)
    const answers = await Promise.all(madeUp)
    assert.deepEqual(new Set(answers.map(({ kind }) => kind)), new Set(['failure']))
    assert.ok(answers.every((answer) => answer.kind === 'failure' && answer.reason === 'dns'))
    assert.equal(asked.length, count + 1)
    const [first = ''] = names
    assert.match(saysOf(await sender.send(request(`https://${first}`, 'apple'))), /ENOTFOUND/)
    assert.equal(asked.length, count + 1, 'a name that does not exist is remembered')
  })
}

test('an origin that has answered before has room, whatever hangs at hosts that never did', async () => {
  await using sink = await startSink(accept)
  const stuck = Promise.withResolvers<never>()
  const lookup = async (hostname: string) =>
    hostname === 'localhost' ? [{ address: '127.0.0.1', family: 4 }] : stuck.promise
  await using sender = new Sender({
    ca: sink.ca,
    lookup,
    allowPrivate: [`localhost:${sink.port}`],
    maxOrigins: 8,
    idleTimeoutMs: 20,
  })
  assert.equal(saysOf(await sender.send(request(sink.origin))), '201')
  const abort = new AbortController()
  const hanging = ['apple', 'wns', 'other'].flatMap((service) =>
    Array.from({ length: 20 }, (_, n) =>
      sender.send(request(`https://${service}${n}.example`, service as PushRequest['service']), {
        signal: abort.signal,
      }),
    ),
  )
  await sleep(50) // the real one's connection is closed as idle
  assert.equal(saysOf(await sender.send(request(sink.origin))), '201')
  abort.abort()
  assert.ok((await Promise.all(hanging)).every((answer) => saysOf(answer) === 'given up by the caller'))
})

test('a name that every object has is a host like any other', async () => {
  const lookup = async () => {
    throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
  }
  await using sender = new Sender({ lookup })
  for (const name of ['constructor', '__proto__', 'tostring', 'valueof']) {
    assert.match(saysOf(await sender.send(request(`https://${name}`))), /ENOTFOUND|blocked|_/, name)
  }
})
