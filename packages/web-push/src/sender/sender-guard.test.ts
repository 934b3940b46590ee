import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { makeTestCertificate } from '#test/network/certificates'
import { startSink } from '#test/push-services/https-sink'
import type { SinkHandler } from '#test/push-services/https-sink'
import type { PushRequest } from '../build-request.ts'
import type { PushAnswer } from '../push-answer.ts'
import { Sender } from './sender.ts'
import type { SenderOptions } from './sender-options.ts'

// Addresses that a sender must never connect to, and certificates that it must not trust.

function request(origin: string): PushRequest {
  return { origin, path: '/', headers: { ttl: '1' }, body: Buffer.from('x'), service: 'other' }
}

async function outcomeOf(origin: string, options: SenderOptions): Promise<string> {
  await using sender = new Sender(options)
  return describe(await sender.send(request(origin)))
}

function describe(answer: PushAnswer): string {
  return answer.kind === 'response' ? String(answer.status) : answer.reason
}

const accept: SinkHandler = (incoming, response) => {
  incoming.resume()
  incoming.on('end', () => response.writeHead(201).end())
}

test('a private address is not connected to, by name or by number, unless it is allowed', async () => {
  await using sink = await startSink(accept)
  const { ca, port } = sink
  const name = `localhost:${port}`
  assert.equal(await outcomeOf(sink.origin, { ca }), 'blocked')
  assert.equal(await outcomeOf(`https://127.0.0.1:${port}`, { ca }), 'blocked')
  assert.equal(await outcomeOf(`https://[::1]:${port}`, { ca }), 'blocked')
  assert.equal(await outcomeOf(`https://[::ffff:7f00:1]:${port}`, { ca }), 'blocked')
  assert.equal(await outcomeOf(sink.origin, { ca, allowPrivate: ['localhost'] }), 'blocked')
  assert.equal(await outcomeOf(sink.origin, { ca, allowPrivate: ['other:' + port] }), 'blocked')
  assert.equal(sink.accepted, 0)
  assert.equal(await outcomeOf(sink.origin, { ca, allowPrivate: [name] }), '201')
  assert.equal(await outcomeOf(`https://127.0.0.1:${port}`, { ca, allowPrivate: [`127.0.0.1:${port}`] }), '201')
  assert.equal(sink.accepted, 2)
})

test('nothing but https is ever contacted', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  let connections = 0
  server.on('connection', () => (connections += 1))
  for (const origin of [`http://localhost:${port}`, 'ftp://example.com', 'null', '', 'not a url']) {
    assert.equal(await outcomeOf(origin, { allowPrivate: [`localhost:${port}`] }), 'blocked')
  }
  assert.equal(connections, 0)
  server.close()
})

test('the sender connects to the address it checked, whatever the name resolves to next', async () => {
  await using sink = await startSink(accept)
  const { ca, port } = sink
  // DNS rebinding: another answer to every query. Only asking once, and using that answer, is safe.
  let lookups = 0
  const lookup = async () => {
    lookups += 1
    return [{ address: lookups === 1 ? '127.0.0.1' : '127.0.0.9', family: 4 }]
  }
  const allowPrivate = [`localhost:${port}`]
  assert.equal(await outcomeOf(sink.origin, { ca, allowPrivate, lookup }), '201')
  assert.equal(lookups, 1)
})

test('a name that was public and turns private is blocked at the next connection', async () => {
  await using sink = await startSink(accept)
  const { ca, port } = sink
  const allowed: string[] = [`localhost:${port}`]
  await using sender = new Sender({ ca, allowPrivate: allowed, idleTimeoutMs: 10 })
  assert.equal(describe(await sender.send(request(sink.origin))), '201')
  allowed.pop()
  while (sender.stats.origins.length > 0) {
    await once(AbortSignal.timeout(5), 'abort')
  }
  assert.equal(describe(await sender.send(request(sink.origin))), 'blocked')
})

test('of several addresses the private ones are left out', async () => {
  await using sink = await startSink(accept)
  const { ca, port } = sink
  const mixed = await outcomeOf(`https://mixed.example:${port}`, {
    ca,
    lookup: async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ],
  })
  assert.equal(mixed, 'blocked')
  assert.equal(sink.accepted, 0)
})

test('of several addresses one that answers is found', async () => {
  const certificate = makeTestCertificate(['many.example'])
  await using sink = await startSink(accept, { certificate })
  const { ca, port } = sink
  const answer = await outcomeOf(`https://many.example:${port}`, {
    ca,
    allowPrivate: [`many.example:${port}`],
    lookup: async () => [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ],
  })
  assert.equal(answer, '201')
})

test('a name without an address, or whose lookup fails, is a failure of dns', async () => {
  const origin = 'https://nowhere.example'
  assert.equal(await outcomeOf(origin, { lookup: async () => [] }), 'dns')
  const fails = async (): Promise<never> => {
    throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
  }
  assert.equal(await outcomeOf(origin, { lookup: fails }), 'dns')
  const throws = (): never => {
    throw new Error('at once')
  }
  assert.equal(await outcomeOf(origin, { lookup: throws }), 'dns')
  const nonsense = async () => [{ address: 'not an address', family: 4 }]
  assert.equal(await outcomeOf(origin, { lookup: nonsense }), 'blocked')
})

test('a mapped host is connected to at its new address under its own name', async () => {
  const names: unknown[] = []
  const certificate = makeTestCertificate(['jmt17.google.com', 'fcm.googleapis.com'])
  await using sink = await startSink(
    (incoming, response) => {
      const { servername } = incoming.socket as unknown as { servername: string }
      names.push([incoming.headers[':authority'], servername])
      accept(incoming, response)
    },
    { certificate },
  )
  const { ca, port } = sink
  const resolve = {
    'jmt17.google.com': `127.0.0.1:${port}`,
    'fcm.googleapis.com:443': `127.0.0.1:${port}`,
    'mapped.example': `127.0.0.1:${port}`,
  }
  assert.equal(await outcomeOf('https://jmt17.google.com', { ca, resolve }), '201')
  assert.equal(await outcomeOf('https://fcm.googleapis.com', { ca, resolve }), '201')
  assert.deepEqual(names, [
    ['jmt17.google.com', 'jmt17.google.com'],
    ['fcm.googleapis.com', 'fcm.googleapis.com'],
  ])
  // Mapping moves the connection; it does not make the certificate fit.
  assert.equal(await outcomeOf('https://mapped.example', { ca, resolve }), 'tls')
  // A key without a port is for port 443 only.
  const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
  assert.equal(await outcomeOf(`https://jmt17.google.com:${port}`, { ca, resolve, lookup }), 'blocked')
})

test('a mapped target may be a name', async () => {
  const certificate = makeTestCertificate(['push.example'])
  await using sink = await startSink(accept, { certificate })
  const resolve = { 'push.example': `localhost:${sink.port}` }
  assert.equal(await outcomeOf('https://push.example', { ca: sink.ca, resolve }), '201')
})

const now = makeTestCertificate(['localhost'])
const CERTIFICATES = {
  'has expired': { certificate: makeTestCertificate(['localhost'], { expired: true }) },
  'is for another name': { certificate: makeTestCertificate(['other.example']) },
  'comes from an authority nobody trusts': { certificate: now, ca: makeTestCertificate(['x']).ca },
  'comes from a private authority not given': { certificate: now, ca: undefined },
}

for (const [what, { certificate, ...trust }] of Object.entries(CERTIFICATES)) {
  for (const protocol of ['h2', 'http/1.1'] as const) {
    test(`${protocol}: a certificate that ${what} ends it before a byte is sent`, async () => {
      let requests = 0
      await using sink = await startSink(() => (requests += 1), { certificate, protocol })
      const ca = 'ca' in trust ? trust.ca : sink.ca
      const allowPrivate = [`localhost:${sink.port}`]
      const options = ca === undefined ? { allowPrivate } : { ca, allowPrivate }
      assert.equal(await outcomeOf(sink.origin, options), 'tls')
      assert.equal(requests, 0)
    })
  }
}

test('an injected authority comes beside the usual ones, and a certificate by address works', async () => {
  await using sink = await startSink(accept)
  const origin = `https://127.0.0.1:${sink.port}`
  const allowPrivate = [`127.0.0.1:${sink.port}`]
  assert.equal(await outcomeOf(origin, { ca: Buffer.from(sink.ca), allowPrivate }), '201')
})
