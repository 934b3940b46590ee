import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { getEventListeners, once } from 'node:events'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { startSink } from '#test/push-services/https-sink'
import type { SinkHandler } from '#test/push-services/https-sink'
import type { PushRequest } from '../build-request.ts'
import type { PushAnswer } from '../push-answer.ts'
import { Sender } from './sender.ts'
import type { SenderOptions } from './sender-options.ts'

const PROTOCOLS = ['h2', 'http/1.1'] as const

function request(origin: string, change: Partial<PushRequest> = {}): PushRequest {
  const { body = Buffer.from('encrypted') } = change
  const headers = { ttl: '60', urgency: 'normal', 'content-length': String(body.length) }
  return { origin, path: '/push/1', headers, body, service: 'other', ...change }
}

function senderFor(sink: { ca: string; port: number }, options: SenderOptions = {}): Sender {
  return new Sender({ ca: sink.ca, allowPrivate: [`localhost:${sink.port}`], ...options })
}

function status(answer: PushAnswer): number | string {
  return answer.kind === 'response' ? answer.status : `${answer.reason}: ${answer.message}`
}

/** Reads the request and answers 201. */
const accept: SinkHandler = (incoming, response) => {
  incoming.resume()
  incoming.on('end', () => {
    response.writeHead(201)
    response.end()
  })
}

for (const protocol of PROTOCOLS) {
  test(`${protocol}: a request arrives as it is, and the answer comes back as it is`, async () => {
    const seen: unknown[] = []
    await using sink = await startSink(
      (incoming, response) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('end', () => {
          const { ttl, urgency } = incoming.headers
          const { method, url } = incoming
          seen.push({ method, url, ttl, urgency, body: Buffer.concat(chunks).toString() })
          response.writeHead(201, { location: '/m/1', 'set-cookie': ['a=1', 'b=2'], ttl: '30' })
          response.end('{"ok":true}')
        })
      },
      { protocol },
    )
    await using sender = senderFor(sink)
    const answer = await sender.send(request(sink.origin, { path: '/push/a?b=%20c' }))
    assert.deepEqual(seen, [{ method: 'POST', url: '/push/a?b=%20c', ttl: '60', urgency: 'normal', body: 'encrypted' }])
    assert.ok(answer.kind === 'response')
    assert.equal(answer.status, 201)
    assert.equal(answer.body, '{"ok":true}')
    assert.equal(answer.headers['location'], '/m/1')
    assert.equal(answer.headers['set-cookie'], 'a=1, b=2')
    assert.ok(Object.keys(answer.headers).every((name) => !name.startsWith(':')))
    assert.equal(sender.stats.origins[0]?.protocol, protocol)
  })

  test(`${protocol}: a request without body and an answer without body`, async () => {
    await using sink = await startSink(accept, { protocol })
    await using sender = senderFor(sink)
    const answer = await sender.send({
      origin: sink.origin,
      path: '/',
      headers: { ttl: '0', 'content-length': '0' },
      body: undefined,
      service: 'other',
    })
    assert.equal(status(answer), 201)
    assert.equal(answer.kind === 'response' && answer.body, '')
  })

  test(`${protocol}: a redirect is an answer like any other, and is not followed`, async () => {
    let requests = 0
    await using sink = await startSink(
      (incoming, response) => {
        requests += 1
        incoming.resume()
        response.writeHead(307, { location: '/elsewhere' }).end()
      },
      { protocol },
    )
    await using sender = senderFor(sink)
    assert.equal(status(await sender.send(request(sink.origin))), 307)
    assert.equal(requests, 1)
  })

  test(`${protocol}: no more requests are under way at once than allowed, and all get through`, async () => {
    let now = 0
    let most = 0
    await using sink = await startSink(
      (incoming, response) => {
        now += 1
        most = Math.max(most, now)
        incoming.resume()
        incoming.on('end', () =>
          setTimeout(() => {
            now -= 1
            response.writeHead(201).end()
          }, 2),
        )
      },
      { protocol },
    )
    await using sender = senderFor(sink, { maxStreams: 7, maxSockets: 7 })
    const answers = await Promise.all(Array.from({ length: 200 }, () => sender.send(request(sink.origin))))
    assert.deepEqual([...new Set(answers.map(status))], [201])
    assert.equal(most, 7)
    assert.equal(sink.accepted, protocol === 'h2' ? 1 : 7)
  })

  test(`${protocol}: closing finishes requests under way, takes no new ones, and leaves no socket`, async () => {
    await using sink = await startSink(accept, { protocol })
    const sender = senderFor(sink, { maxStreams: 5, maxSockets: 5 })
    const sent = Array.from({ length: 50 }, () => sender.send(request(sink.origin)))
    const closed = sender.close()
    assert.equal(status(await sender.send(request(sink.origin))), 'aborted: the sender was closed')
    await closed
    assert.deepEqual([...new Set((await Promise.all(sent)).map(status))], [201])
    assert.deepEqual(sender.stats, { inFlight: 0, waiting: 0, connections: 0, origins: [] })
    await until(() => sink.open === 0)
    // A second time is fine too.
    await sender.close()
  })

  test(`${protocol}: a connection without work is closed, and opened again for the next request`, async () => {
    await using sink = await startSink(accept, { protocol })
    await using sender = senderFor(sink, { idleTimeoutMs: 30 })
    assert.equal(status(await sender.send(request(sink.origin))), 201)
    await until(() => sink.open === 0)
    assert.deepEqual(sender.stats.origins, [])
    assert.equal(status(await sender.send(request(sink.origin))), 201)
    assert.equal(sink.accepted, 2)
  })

  test(`${protocol}: a connection that was busy at its idle timeout is closed at the next one`, async () => {
    await using sink = await startSink(
      (incoming, response) => {
        incoming.resume()
        setTimeout(() => response.writeHead(201).end(), 90)
      },
      { protocol },
    )
    await using sender = senderFor(sink, { idleTimeoutMs: 30 })
    assert.equal(status(await sender.send(request(sink.origin))), 201)
    await until(() => sink.open === 0)
    assert.deepEqual(sender.stats.origins, [])
  })

  test(`${protocol}: a request can be aborted before it is sent, or under way, without harm to others`, async () => {
    const arrived = Promise.withResolvers<void>()
    const releases: (() => void)[] = []
    await using sink = await startSink(
      (incoming, response) => {
        incoming.resume()
        if (incoming.url === '/hang') {
          arrived.resolve()
        } else {
          incoming.on('end', () => releases.push(() => response.writeHead(201).end()))
        }
      },
      { protocol },
    )
    await using sender = senderFor(sink, { maxStreams: 2, maxSockets: 2 })
    const already = AbortSignal.abort()
    assert.equal(
      status(await sender.send(request(sink.origin), { signal: already })),
      'aborted: given up by the caller',
    )
    const abort = new AbortController()
    const { signal } = abort
    const hanging = sender.send(request(sink.origin, { path: '/hang' }), { signal })
    const other = sender.send(request(sink.origin))
    const waiting = sender.send(request(sink.origin), { signal })
    await arrived.promise
    await until(() => releases.length === 1)
    assert.equal(sender.stats.inFlight, 2)
    assert.equal(sender.stats.waiting, 1)
    abort.abort()
    assert.equal(status(await hanging), 'aborted: given up by the caller')
    assert.equal(status(await waiting), 'aborted: given up by the caller')
    assert.equal(sender.stats.inFlight, 1)
    assert.equal(sender.stats.waiting, 0)
    releases.forEach((release) => release())
    assert.equal(status(await other), 201)
  })

  test(`${protocol}: a header or a path that cannot be sent fails alone`, async () => {
    await using sink = await startSink(accept, { protocol })
    await using sender = senderFor(sink)
    assert.equal(status(await sender.send(request(sink.origin))), 201)
    const bad = await sender.send(request(sink.origin, { headers: { 'a\r\nb': 'c' } }))
    assert.match(String(status(bad)), /^protocol: ERR_INVALID_HTTP_TOKEN/)
    assert.equal(status(await sender.send(request(sink.origin))), 201)
    assert.equal(sender.stats.inFlight, 0)
  })

  test(`${protocol}: any number of requests that cannot be sent, one after another, fail alone`, async () => {
    await using sink = await startSink(accept, { protocol })
    await using sender = senderFor(sink)
    const bad = Array.from({ length: 9000 }, () => sender.send(request(sink.origin, { path: '/a b' })))
    const good = sender.send(request(sink.origin))
    const reasons = (await Promise.all(bad)).map(status)
    assert.deepEqual([...new Set(reasons)], ['protocol: ERR_UNESCAPED_CHARACTERS'])
    assert.equal(status(await good), 201)
    assert.equal(sender.stats.inFlight, 0)
  })
}

test('the limit of the push service counts when it is lower than ours', async () => {
  let now = 0
  let most = 0
  await using sink = await startSink(
    (incoming, response) => {
      now += 1
      most = Math.max(most, now)
      incoming.resume()
      response.on('close', () => (now -= 1))
      incoming.on('end', () => setTimeout(() => response.writeHead(201).end(), 1))
    },
    { maxConcurrentStreams: 3 },
  )
  await using sender = senderFor(sink)
  const answers = await Promise.all(Array.from({ length: 60 }, () => sender.send(request(sink.origin))))
  assert.deepEqual([...new Set(answers.map(status))], [201])
  assert.ok(most <= 3, `${most} streams`)
  assert.equal(sink.accepted, 1)
})

test('a service that refuses streams is asked for fewer at once, and every request gets through', async () => {
  // Node's server counts streams for a while after they have ended, and so refuses streams that it has allowed.
  await using sink = await startSink(() => undefined, { maxConcurrentStreams: 40 })
  sink.server.removeAllListeners('request')
  sink.server.on('stream', (stream) => {
    stream.resume()
    stream.respond({ ':status': 201 }, { endStream: true })
  })
  await using sender = senderFor(sink)
  const answers = await Promise.all(Array.from({ length: 2000 }, () => sender.send(request(sink.origin))))
  assert.deepEqual([...new Set(answers.map(status))], [201])
  assert.equal(sink.accepted, 1)
})

test('one signal aborts thousands, and leaves no listener behind', async () => {
  await using sink = await startSink((incoming) => void incoming.resume())
  await using sender = senderFor(sink)
  const abort = new AbortController()
  const { signal } = abort
  const sent = Array.from({ length: 5000 }, () => sender.send(request(sink.origin), { signal }))
  await until(() => sender.stats.inFlight === 100)
  abort.abort()
  const answers = await Promise.all(sent)
  assert.deepEqual([...new Set(answers.map(status))], ['aborted: given up by the caller'])
  assert.equal(getEventListeners(signal, 'abort').length, 0)
  assert.equal(sender.stats.inFlight + sender.stats.waiting, 0)
})

test('the queue is bounded: a request beyond the bound is refused at once', async () => {
  const held: (() => void)[] = []
  await using sink = await startSink((incoming, response) => {
    incoming.resume()
    held.push(() => response.writeHead(201).end())
  })
  await using sender = senderFor(sink, { maxStreams: 1, maxWaiting: 2 })
  const sent = Array.from({ length: 4 }, () => sender.send(request(sink.origin)))
  const [, , , refused] = sent
  // The first still waits for the connection, so that there is room for one more.
  assert.match(String(status((await refused) as PushAnswer)), /^aborted: more than 2 requests wait/)
  const release = setInterval(() => held.pop()?.(), 1)
  assert.deepEqual((await Promise.all(sent.slice(0, 2))).map(status), [201, 201])
  clearInterval(release)
})

test('origins are bounded: an idle one makes room, and with none idle a request waits', async () => {
  await using first = await startSink(accept)
  await using second = await startSink((incoming) => void incoming.resume())
  const certificates = { ca: first.ca + second.ca, port: first.port }
  await using sender = senderFor(certificates, {
    allowPrivate: ['localhost:' + first.port, 'localhost:' + second.port],
    maxOrigins: 1,
    responseTimeoutMs: 100,
  })
  assert.equal(status(await sender.send(request(first.origin))), 201)
  const hanging = sender.send(request(second.origin))
  assert.deepEqual(
    sender.stats.origins.map(({ origin }) => origin),
    [second.origin],
  )
  const waiting = sender.send(request(first.origin))
  assert.equal(sender.stats.waiting + sender.stats.inFlight, 2)
  assert.equal(status(await hanging), 'timeout: no answer in time')
  assert.equal(status(await waiting), 201)
})

test('the state of a sender can be read', async () => {
  await using sink = await startSink(accept)
  await using sender = senderFor(sink)
  const sent = sender.send(request(sink.origin))
  assert.equal(sender.stats.waiting, 1)
  await sent
  assert.deepEqual(sender.stats, {
    inFlight: 0,
    waiting: 0,
    connections: 1,
    origins: [
      {
        origin: sink.origin,
        protocol: 'h2',
        inFlight: 0,
        waiting: 0,
        connections: 1,
        answered: 1,
        failed: 0,
      },
    ],
  })
})

test('an idle connection does not keep a process from ending', async () => {
  await using sink = await startSink(accept)
  const program = `
    import { Sender } from ${JSON.stringify(new URL('./sender.ts', import.meta.url))}
    const sender = new Sender(${JSON.stringify({ ca: sink.ca, allowPrivate: [`localhost:${sink.port}`] })})
    const answer = await sender.send(${JSON.stringify({ ...request(sink.origin), body: undefined, headers: {} })})
    console.log(answer.status)`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module-typescript', '--eval', program],
    { timeout: 10_000 },
  )
  assert.equal(stdout, '201\n')
})

test('thousands of requests through one sender all come back, and nothing is left behind', async () => {
  await using sink = await startSink(accept)
  await using sender = senderFor(sink)
  const answers = await Promise.all(
    Array.from({ length: 3000 }, (_, i) => sender.send(request(sink.origin, { path: `/${i}` }))),
  )
  assert.deepEqual([...new Set(answers.map(status))], [201])
  assert.equal(sink.accepted, 1)
  assert.equal(sender.stats.inFlight + sender.stats.waiting, 0)
})

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5000
  while (!condition()) {
    assert.ok(performance.now() < deadline, 'it never came true')
    await once(AbortSignal.timeout(5), 'abort')
  }
}
