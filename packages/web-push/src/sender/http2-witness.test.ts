import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import type { Http2Session, IncomingHttpHeaders, OutgoingHttpHeaders, Settings } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeTestCertificate } from '#test/network/certificates'
import { Sender } from './sender.ts'

// Our HTTP/2 against node:http2, that is nghttp2: every request arrives, and every answer comes back.

const certificate = makeTestCertificate(['localhost'])

interface Arrival {
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
}

interface Answer {
  status: number
  headers: OutgoingHttpHeaders
  body: Buffer
  trailers: boolean
  interim: boolean
}

async function startWitness(settings: Settings, answerTo: (arrival: Arrival) => Answer) {
  const server = createSecureServer({ cert: certificate.cert, key: certificate.key, settings })
  const sessions = new Set<Http2Session>()
  const errors: Error[] = []
  server.on('session', (session) => {
    sessions.add(session)
    session.on('error', (error) => errors.push(error))
    session.on('close', () => sessions.delete(session))
  })
  server.on('stream', (stream, headers) => {
    const chunks: Buffer[] = []
    stream.on('error', (error) => errors.push(error))
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      const answer = answerTo({
        path: headers[':path'] ?? '',
        headers,
        body: Buffer.concat(chunks),
      })
      if (answer.interim) {
        stream.additionalHeaders({ ':status': 103, link: '<a>' })
      }
      stream.respond({ ':status': answer.status, ...answer.headers }, { waitForTrailers: answer.trailers })
      stream.on('wantTrailers', () => stream.sendTrailers({ 'x-trailer': 'said' }))
      stream.end(answer.body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `https://localhost:${port}`,
    sessions,
    errors,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      sessions.forEach((session) => session.destroy())
      await closed
    },
  }
}

function senderFor(port: number): Sender {
  return new Sender({ ca: certificate.ca, allowPrivate: [`localhost:${port}`], maxStreams: 20 })
}

const settings = fc.record(
  {
    headerTableSize: fc.constantFrom(0, 40, 100, 500, 4096, 65_536),
    initialWindowSize: fc.constantFrom(300, 1000, 65_535, 2 ** 20),
    maxFrameSize: fc.constantFrom(16_384, 65_536),
    maxConcurrentStreams: fc.constantFrom(1, 3, 100),
  },
  { requiredKeys: ['maxConcurrentStreams'] },
)

const token = fc.string({
  unit: fc.constantFrom(...Array.from('abcxyz019-_.')),
  minLength: 1,
  maxLength: 20,
})
const fieldValue = fc
  .string({
    unit: fc.integer({ min: 0x21, max: 0xff }).map((n) => String.fromCharCode(n)),
    maxLength: 200,
  })
  .filter((text) => !text.includes('\x7f'))
const customName = token.map((name) => `x-${name}`)
const headers = fc.dictionary(customName, fieldValue, { maxKeys: 6, noNullPrototype: true })
const exchange = fc.record({
  path: fc.webPath().map((path) => `/${path.replace(/^\/+/, '')}`),
  headers: fc
    .tuple(headers, fc.constantFrom('vapid t=a', 'vapid t=b'.padEnd(400, 'b'), 'vapid t=c'.padEnd(3900, 'c')))
    .map(([some, authorization]) => ({ ...some, authorization })),
  body: fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.uint8Array({ minLength: 3000, maxLength: 9000 })),
  answer: fc.record({
    status: fc.integer({ min: 200, max: 599 }).filter((status) => ![204, 205, 304].includes(status)),
    headers,
    body: fc.uint8Array({ maxLength: 4096 }).map((bytes) => Buffer.from(bytes)),
    trailers: fc.boolean(),
    interim: fc.boolean(),
  }),
})

test('any requests and answers, whatever the settings of the peer', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(settings, fc.array(exchange, { minLength: 1, maxLength: 12 }), async (peer, exchanges) => {
      const arrivals = new Map<number, Arrival>()
      await using witness = await startWitness(peer, (arrival) => {
        const number = Number(arrival.headers['n'])
        arrivals.set(number, arrival)
        return exchanges[number]?.answer as Answer
      })
      await using sender = senderFor(witness.port)
      const answers = await Promise.all(
        exchanges.map(({ path, headers, body }, n) =>
          sender.send({
            origin: witness.origin,
            path,
            headers: { ...headers, n: String(n) },
            body: Buffer.from(body),
            service: 'other',
          }),
        ),
      )
      for (const [n, { path, headers, body, answer }] of exchanges.entries()) {
        const arrival = arrivals.get(n) as Arrival
        assert.equal(arrival.path, path)
        assert.deepEqual(arrival.body, Buffer.from(body))
        for (const [name, value] of Object.entries(headers)) {
          assert.equal(arrival.headers[name], value)
        }
        const got = answers[n]
        assert.ok(got?.kind === 'response', JSON.stringify(got))
        assert.equal(got.status, answer.status)
        assert.equal(got.body, answer.body.toString())
        for (const [name, value] of Object.entries(answer.headers)) {
          assert.equal(got.headers[name], value)
        }
        assert.equal(got.headers['x-trailer'], undefined)
      }
      assert.deepEqual(witness.errors, [])
    }),
    { numRuns: 40, endOnFailure: true },
  )
})

test('the peer changes its settings, pings, and says goodbye in two steps, all under load', async () => {
  let answered = 0
  await using witness = await startWitness({ maxConcurrentStreams: 50 }, () => {
    answered += 1
    const [session] = witness.sessions
    if (answered % 20 === 0) {
      session?.settings({
        headerTableSize: [0, 4096, 100][(answered / 20) % 3],
        initialWindowSize: [200, 65_535, 400][(answered / 20) % 3],
        maxConcurrentStreams: [50, 1, 7][(answered / 20) % 3],
      })
      session?.ping(() => undefined)
    }
    return { status: 201, headers: {}, body: Buffer.alloc(0), trailers: false, interim: false }
  })
  await using sender = senderFor(witness.port)
  const answers = await Promise.all(
    Array.from({ length: 1000 }, (_, n) =>
      sender.send({
        origin: witness.origin,
        path: `/${n}`,
        headers: { ttl: String(n % 7), authorization: `vapid ${n % 3}`.padEnd(1500, 'x') },
        body: Buffer.alloc(500, n & 255),
        service: 'other',
      }),
    ),
  )
  assert.deepEqual([...new Set(answers.map((answer) => (answer.kind === 'response' ? answer.status : answer)))], [201])
  assert.deepEqual(witness.errors, [])
})
