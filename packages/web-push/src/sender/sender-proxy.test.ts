import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { makeTestCertificate } from '#test/network/certificates'
import { startConnectProxy } from '#test/network/connect-proxy'
import { freePort } from '#test/network/free-port'
import { startSink, type Sink } from '#test/push-services/https-sink'
import { classify } from '../outcome.ts'
import type { PushAnswer } from '../push-answer.ts'
import { Sender } from './sender.ts'
import type { SenderOptions } from './sender-options.ts'

// Only the proxy reaches the host: its name resolves to nothing here.
const HOST = 'push.belfry-test.example'
const ORIGIN = `https://${HOST}`
const unknown = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))

const certificate = makeTestCertificate([HOST, 'localhost', '127.0.0.1'])
const other = makeTestCertificate(['localhost'])

const startService = (protocol: 'h2' | 'http/1.1' = 'h2') =>
  startSink(
    (incoming, response) => {
      incoming.resume().on('end', () => response.writeHead(201).end('taken'))
    },
    { protocol, certificate },
  )

const behind = (sink: Sink) => ({ hosts: { [`${HOST}:443`]: `127.0.0.1:${sink.port}` } })

function senderBy(proxy: string, options: SenderOptions = {}): Sender {
  return new Sender({ ca: `${certificate.ca}\n${other.ca}`, lookup: unknown, proxy, ...options })
}

function request(origin: string = ORIGIN) {
  const headers = { ttl: '1', 'content-length': '1' }
  return { origin, path: '/', headers, body: Buffer.from('x'), service: 'other' as const }
}

function told(answer: PushAnswer): string {
  return answer.kind === 'response' ? String(answer.status) : classify(answer, 'other').reason
}

describe('through a proxy', { timeout: 60_000 }, () => {
  for (const [kind, options] of [
    ['http', {}],
    ['https', { certificate: other }],
  ] as const) {
    test(`by ${kind}: a hundred messages share one tunnel to the name, over HTTP/2`, async () => {
      await using sink = await startService()
      await using proxy = await startConnectProxy({ ...behind(sink), ...options })
      await using sender = senderBy(proxy.url)
      const answers = await Promise.all(Array.from({ length: 100 }, () => sender.send(request())))
      assert.deepEqual([...new Set(answers.map(told))], ['201'])
      assert.deepEqual(proxy.asked, [`${HOST}:443`])
      assert.equal(sender.stats.origins[0]?.protocol, 'h2')
      assert.equal((await sender.send(request())).kind === 'response', true)
    })

    test(`by ${kind}: a push service that speaks HTTP/1.1 only gets several`, async () => {
      await using sink = await startService('http/1.1')
      await using proxy = await startConnectProxy({ ...behind(sink), ...options })
      await using sender = senderBy(proxy.url)
      const answers = await Promise.all(Array.from({ length: 40 }, () => sender.send(request())))
      assert.deepEqual([...new Set(answers.map(told))], ['201'])
      assert.ok(proxy.asked.length > 1 && proxy.asked.length <= 17, `${proxy.asked.length}`)
    })

    test(`by ${kind}: nothing stays open after the last message, nor after a refused certificate`, async () => {
      await using sink = await startService()
      await using proxy = await startConnectProxy({ ...behind(sink), ...options })
      const sender = senderBy(proxy.url)
      assert.equal(told(await sender.send(request())), '201')
      assert.equal(proxy.open(), 1)
      await sender.close()
      await until(() => proxy.open() === 0)
      await using distrustful = senderBy(proxy.url, { ca: other.ca })
      assert.match(told(await distrustful.send(request())), /^tls [A-Z_]+$/)
      await until(() => proxy.open() === 0)
    })

    test(`by ${kind}: an idle connection does not keep the process alive`, async () => {
      await using sink = await startService()
      await using proxy = await startConnectProxy({ ...behind(sink), ...options })
      const file = new URL('./sender.ts', import.meta.url).href
      const program = `
        import { Sender } from ${JSON.stringify(file)}
        const sender = new Sender(${JSON.stringify({ ca: `${certificate.ca}\n${other.ca}`, proxy: proxy.url })})
        const body = Buffer.from('x')
        const request = { origin: '${ORIGIN}', path: '/', headers: { 'content-length': '1' }, body, service: 'other' }
        console.log((await sender.send(request)).status)`
      const args = ['--input-type=module-typescript', '--eval', program]
      const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 20_000 })
      assert.equal(stdout, '201\n')
    })
  }

  test('credentials are sent, and their refusal by a proxy has its own reason, which does not quote them', async () => {
    await using sink = await startService()
    await using proxy = await startConnectProxy({ ...behind(sink), credentials: 'ada:p@ss word' })
    await using right = senderBy(proxy.url.replace('//', '//ada:p%40ss%20word@'))
    assert.equal(told(await right.send(request())), '201')
    for (const wrong of ['', 'ada:tell-nobody@']) {
      await using sender = senderBy(proxy.url.replace('//', `//${wrong}`))
      const answer = await sender.send(request())
      assert.equal(told(answer), 'proxy http-407')
      assert.match(JSON.stringify(answer), /127\.0\.0\.1:\d+/)
      assert.doesNotMatch(JSON.stringify(answer), /tell-nobody|dGVsbC1ub2JvZH|ada/)
    }
  })

  test('a host that the proxy cannot reach, or forbids, is reported with its status', async () => {
    await using none = await startConnectProxy()
    await using sender = senderBy(none.url)
    assert.equal(told(await sender.send(request())), 'proxy http-502')
    await using strict = await startConnectProxy({
      onConnect: (socket) => void socket.end('HTTP/1.1 403 Forbidden\r\n\r\nno secrets of the proxy'),
    })
    await using second = senderBy(strict.url)
    const answer = await second.send(request())
    assert.equal(told(answer), 'proxy http-403')
    assert.doesNotMatch(JSON.stringify(answer), /no secrets/)
  })

  test('a proxy that is not there, is not trusted, or whose name does not resolve', async () => {
    await using closed = senderBy(`http://127.0.0.1:${await freePort()}`)
    assert.equal(told(await closed.send(request())), 'proxy ECONNREFUSED')
    await using nowhere = senderBy('http://proxy.belfry-test.invalid:3128')
    assert.match(told(await nowhere.send(request())), /^proxy (ENOTFOUND|EAI_AGAIN)$/)
    await using proxy = await startConnectProxy({ certificate: makeTestCertificate(['localhost']) })
    await using untrusted = senderBy(proxy.url)
    assert.match(told(await untrusted.send(request())), /^proxy [A-Z_]*(CERT|SIGNATURE)[A-Z_]*$/)
    assert.deepEqual(proxy.asked, [])
  })

  const ANSWERS: [what: string, answer: string, reason: string][] = [
    ['speaks another protocol', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 'proxy protocol'],
    ['answers without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`, 'proxy protocol'],
    ['says more than CONNECT asks for', 'HTTP/1.1 200 OK\r\n\r\nHTTP/2 for you', 'proxy protocol'],
    ['hangs up amid its answer', 'HTTP/1.1 200 O', 'proxy reset'],
  ]
  for (const [what, answer, reason] of ANSWERS) {
    test(`a proxy that ${what}`, async () => {
      await using proxy = await startConnectProxy({
        onConnect: (socket) => {
          if (reason.endsWith('reset')) socket.end(answer)
          else socket.write(answer)
        },
      })
      await using sender = senderBy(proxy.url)
      assert.equal(told(await sender.send(request())), reason)
    })
  }

  test('an answer in pieces, with another 2xx, is an answer', async () => {
    await using sink = await startService()
    await using proxy = await startConnectProxy({
      onConnect: (socket) => {
        const far = connect(sink.port, '127.0.0.1', () => {
          socket.write('HTTP/1.0 20')
          setImmediate(() => {
            socket.write('4 Very well\r\nvia: x\r\n\r\n')
            socket.pipe(far).pipe(socket)
          })
        })
        far.on('error', () => socket.destroy())
        socket.on('close', () => far.destroy())
      },
    })
    await using sender = senderBy(proxy.url)
    assert.equal(told(await sender.send(request())), '201')
  })

  for (const phase of ['its TLS handshake', 'its answer'] as const) {
    test(`a proxy that hangs before ${phase} times out, or is aborted by the signal`, async () => {
      await using silent = await startSilentServer()
      const proxy = `${phase === 'its answer' ? 'http' : 'https'}://127.0.0.1:${silent.port}`
      await using sender = senderBy(proxy, { connectTimeoutMs: 200 })
      assert.equal(told(await sender.send(request())), 'proxy timeout')
      const patient = senderBy(proxy)
      const abort = new AbortController()
      const sent = patient.send(request(), { signal: abort.signal })
      await silent.connected(2)
      abort.abort()
      assert.equal(told(await sent), 'aborted')
      await patient.close()
      await silent.empty()
    })
  }

  test('the certificate of a push service behind it is checked all the same', async () => {
    await using sink = await startService()
    await using proxy = await startConnectProxy(behind(sink))
    await using sender = senderBy(proxy.url, { ca: other.ca })
    assert.match(told(await sender.send(request())), /^tls [A-Z_]+$/)
  })

  test('when it restarts, requests under way fail and the next message opens a new tunnel', async () => {
    await using sink = await startService()
    await using proxy = await startConnectProxy(behind(sink))
    await using sender = senderBy(proxy.url)
    assert.equal(told(await sender.send(request())), '201')
    const gone = once(sink.server, 'session').then(() => undefined)
    proxy.cut()
    await until(() => sink.open === 0)
    assert.equal(told(await sender.send(request())), '201')
    await gone
    assert.equal(proxy.asked.length, 2)
  })
})

describe('a proxy is not asked', () => {
  // The proxy is elsewhere, so it cannot reach loopback here; it does not even exist.
  const elsewhere = 'http://proxy.belfry-test.invalid:3128'
  const cases: [what: string, options: (sink: Sink) => SenderOptions, origin?: (sink: Sink) => string][] = [
    ['for loopback', (sink) => ({ allowPrivate: [`localhost:${sink.port}`], lookup: loopback }), (sink) => sink.origin],
    ['for what is mapped here', (sink) => ({ resolve: { [HOST]: `127.0.0.1:${sink.port}` } })],
    [
      'for what NO_PROXY names',
      (sink) => ({ noProxy: ['.example'], allowPrivate: [`${HOST}:${sink.port}`], lookup: loopback }),
      (sink) => `${ORIGIN}:${sink.port}`,
    ],
  ]
  for (const [what, options, origin = () => ORIGIN] of cases) {
    test(what, async () => {
      await using sink = await startService()
      await using sender = senderBy(elsewhere, options(sink))
      assert.equal(told(await sender.send(request(origin(sink)))), '201')
    })
  }
  function loopback() {
    return Promise.resolve([{ address: '127.0.0.1', family: 4 }])
  }

  const inside = () => Promise.resolve([{ address: '10.0.0.7', family: 4 }])
  const INSIDE: [what: string, origin: string, options?: SenderOptions][] = [
    ['for a private address', 'https://169.254.169.254'],
    ['for a private address of IPv6', 'https://[fd00:ec2::254]'],
    ['for a name of inner networks', 'https://metadata.google.internal'],
    ['for a name that leads inside, as seen from here', ORIGIN, { lookup: inside }],
  ]
  for (const [what, origin, options] of INSIDE) {
    test(what, async () => {
      await using proxy = await startConnectProxy()
      await using sender = senderBy(proxy.url, options)
      assert.equal(told(await sender.send(request(origin))), 'blocked')
      assert.deepEqual(proxy.asked, [])
    })
  }

  test('but for loopback when it is on loopback itself, by name and by a mapped address', async () => {
    await using sink = await startService()
    const own = { [`localhost:${sink.port}`]: `127.0.0.1:${sink.port}` }
    const mapped = { [`127.0.0.1:${sink.port}`]: `127.0.0.1:${sink.port}` }
    await using proxy = await startConnectProxy({ hosts: { ...own, ...mapped } })
    await using named = senderBy(proxy.url, { allowPrivate: [`localhost:${sink.port}`] })
    assert.equal(told(await named.send(request(sink.origin))), '201')
    await using placed = senderBy(proxy.url, { resolve: { [HOST]: `127.0.0.1:${sink.port}` } })
    assert.equal(told(await placed.send(request())), '201')
    assert.deepEqual(proxy.asked, [`localhost:${sink.port}`, `127.0.0.1:${sink.port}`])
    await using direct = senderBy(proxy.url, {
      resolve: { [HOST]: `127.0.0.1:${sink.port}` },
      noProxy: ['127.0.0.0/8'],
    })
    assert.equal(told(await direct.send(request())), '201')
    assert.equal(proxy.asked.length, 2)
  })

  test('but for an inner host that is allowed by name, and for names that cannot be looked up here', async () => {
    await using proxy = await startConnectProxy()
    const hangs = () => new Promise<never>(() => undefined)
    await using allowed = senderBy(proxy.url, { allowPrivate: ['push.internal:8443'], lookup: hangs })
    assert.equal(told(await allowed.send(request('https://push.internal:8443'))), 'proxy http-502')
    await using unseen = senderBy(proxy.url, { lookup: hangs })
    assert.equal(told(await unseen.send(request())), 'proxy http-502')
    // Known push services are not even looked up.
    await using known = senderBy(proxy.url, { lookup: inside })
    assert.equal(told(await known.send(request('https://fcm.googleapis.com'))), 'proxy http-502')
    assert.deepEqual(proxy.asked, ['push.internal:8443', `${HOST}:443`, 'fcm.googleapis.com:443'])
  })
})

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve))
}

/** Takes connections and never sends a byte. */
async function startSilentServer() {
  const sockets = new Set<Socket>()
  let accepted = 0
  const changed = new EventTarget()
  const server = createServer((socket) => {
    accepted += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      changed.dispatchEvent(new Event('change'))
    })
    socket.resume()
    changed.dispatchEvent(new Event('change'))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await new Promise((resolve) => changed.addEventListener('change', resolve, { once: true }))
  }
  return {
    port: (server.address() as AddressInfo).port,
    connected: (count: number) => until(() => accepted >= count),
    empty: () => until(() => sockets.size === 0),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  } satisfies AsyncDisposable & Record<string, unknown>
}
