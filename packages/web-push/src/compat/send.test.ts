import assert from 'node:assert/strict'
import dns from 'node:dns'
import https from 'node:https'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, test } from 'node:test'
import { localhostCertificate } from '#test/network/localhost-certificate'
import { sendNotification, WebPushError } from './index.ts'
import type { RequestOptions } from './index.ts'

let server: Server
let endpoint: string
let connections = 0
let answer: (request: IncomingMessage, response: ServerResponse) => void
const agent = new https.Agent({ ca: localhostCertificate.cert })
const systemRequest = https.request
const systemLookup = dns.lookup

before(async () => {
  server = https.createServer(localhostCertificate, (request, response) => {
    request.resume().on('end', () => answer(request, response))
  })
  server.on('secureConnection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}/push/1?a=b`
})
after(() => {
  server.closeAllConnections()
  server.close()
})
afterEach(() => {
  https.request = systemRequest
  dns.lookup = systemLookup
})

function send(options?: RequestOptions, target = endpoint) {
  return sendNotification({ endpoint: target } as never, null, { agent, ...options })
}

/** The error of a send that must fail, and how long that took. */
async function failure(sending: Promise<unknown>): Promise<WebPushError> {
  return sending.then(
    () => assert.fail('it should have failed'),
    (error: WebPushError) => error,
  )
}

test('success resolves to status, headers and body', async () => {
  answer = (request, response) => {
    response.writeHead(201, { location: '/m/1' }).end(`${request.method} ${request.url}`)
  }
  const { statusCode, body, headers } = await send()
  assert.equal(statusCode, 201)
  assert.equal(body, 'POST /push/1?a=b')
  assert.equal(headers['location'], '/m/1')
})

test('anything but 2xx rejects with a WebPushError', async () => {
  answer = (_, response) => response.writeHead(410, { 'x-why': 'gone' }).end('unsubscribed')
  const error = await failure(send())
  assert.ok(error instanceof WebPushError)
  assert.ok(error instanceof Error)
  assert.equal(error.name, 'WebPushError')
  assert.equal(error.message, 'Received unexpected response code')
  assert.equal(error.statusCode, 410)
  assert.equal(error.headers['x-why'], 'gone')
  assert.equal(error.body, 'unsubscribed')
  assert.equal(error.endpoint, endpoint)
})

test('a body is read as UTF-8, wherever the network cuts it', async () => {
  answer = (_, response) => {
    const bytes = Buffer.from('é')
    response.writeHead(201)
    response.write(bytes.subarray(0, 1), () => setImmediate(() => response.end(bytes.subarray(1))))
  }
  assert.equal((await send()).body, 'é')
})

test('wrong arguments reject, they do not throw', async () => {
  const sending = sendNotification({} as never)
  await assert.rejects(sending, /You must pass in a subscription with at least an endpoint/)
})

test('https.request is found when it is called, with the arguments web-push gives', async () => {
  answer = (_, response) => response.writeHead(201).end()
  const seen: https.RequestOptions[] = []
  https.request = ((options: https.RequestOptions, listener: () => void) => {
    seen.push({ ...options })
    const trusting: https.RequestOptions = { ...options, ca: localhostCertificate.cert }
    return systemRequest(trusting, listener)
  }) as never
  await sendNotification({ endpoint } as never, null, { timeout: 5000, TTL: 7 })
  assert.equal(seen.length, 1)
  const { hostname, port, path, method, timeout, headers } = seen[0] ?? {}
  assert.deepEqual(
    { hostname, port, path, method, timeout },
    {
      hostname: '127.0.0.1',
      port: new URL(endpoint).port,
      path: '/push/1?a=b',
      method: 'POST',
      timeout: 5000,
    },
  )
  assert.deepEqual(headers, { TTL: 7, 'Content-Length': 0, Urgency: 'normal' })
})

test("the caller's agent is used, and keeps its connections", async () => {
  answer = (_, response) => response.writeHead(201).end()
  const keepAlive = new https.Agent({ ca: localhostCertificate.cert, keepAlive: true })
  connections = 0
  for (let i = 0; i < 5; i += 1) await send({ agent: keepAlive })
  keepAlive.destroy()
  assert.equal(connections, 1)
})

test('no connection rejects with what the network said', async () => {
  const closed = https.createServer()
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
  const { port } = closed.address() as AddressInfo
  await new Promise((resolve) => closed.close(resolve))
  const error = await failure(send({}, `https://127.0.0.1:${port}/`))
  assert.equal((error as NodeJS.ErrnoException).code, 'ECONNREFUSED')
})

test('an endpoint that is no URL rejects', async () => {
  await assert.rejects(send({}, 'nonsense'), { code: 'ERR_INVALID_URL' })
})

for (const timeout of [undefined, 60_000]) {
  test(`a connection that dies within the answer settles, with timeout ${timeout}`, async () => {
    answer = (_, response) => {
      response.writeHead(201, { 'content-length': 1000 })
      response.write('part', () => response.destroy())
    }
    const error = await failure(send(timeout ? { timeout } : {}))
    assert.ok(error instanceof WebPushError)
    assert.equal(error.statusCode, 201)
    assert.equal(error.body, 'part')
    assert.ok(error.cause instanceof Error)
  })
}

test('an answer that is cut off still says that the subscription is gone', async () => {
  answer = (_, response) => {
    response.writeHead(410, { 'content-length': 1000 })
    response.write('part', () => response.destroy())
  }
  const error = await failure(send())
  assert.equal(error.message, 'Received unexpected response code')
  assert.equal(error.statusCode, 410)
})

test('silence for as long as the timeout rejects with Socket timeout', async () => {
  answer = () => {}
  const error = await failure(send({ timeout: 50 }))
  assert.equal(error.message, 'Socket timeout')
  assert.ok(!(error instanceof WebPushError))
})

test('silence in the middle of the answer rejects with the part that came', async () => {
  answer = (_, response) => void response.writeHead(201, { 'content-length': 9 }).write('part')
  const error = await failure(send({ timeout: 50 }))
  assert.equal(error.message, 'Socket timeout')
  assert.equal(error.statusCode, 201)
})

test('a slow drip ends after four timeouts', { timeout: 10_000 }, async () => {
  const drips: NodeJS.Timeout[] = []
  answer = (_, response) => {
    response.writeHead(503)
    drips.push(setInterval(() => response.write('.'), 50))
  }
  const started = performance.now()
  const error = await failure(send({ timeout: 400 }))
  drips.forEach(clearInterval)
  assert.equal(error.statusCode, 503)
  assert.ok(performance.now() - started >= 1500)
})

test('the first 64 KiB of an endless body are kept, and the connection is closed', async () => {
  const closed = new Promise((resolve) => {
    answer = (_, response) => {
      response.on('close', resolve).writeHead(500)
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x')));
      }
      response.on('drain', more)
      more()
    }
  })
  const error = await failure(send())
  assert.equal(error.statusCode, 500)
  assert.equal(error.body.length, 65_536)
  await closed
})

for (const host of ['169.254.169.254', '[fe80::1]', '[::ffff:a9fe:a9fe]', '2852039166']) {
  test(`https://${host}/ is never contacted`, async () => {
    https.request = () => assert.fail('a request was made')
    await assert.rejects(send({}, `https://${host}/latest/meta-data`), {
      code: 'endpoint-private-address',
    })
  })
}

test('a name that resolves to a metadata service is not connected to', async () => {
  dns.lookup = ((_: string, options: { all?: boolean }, callback: (...args: unknown[]) => void) => {
    const address = '169.254.169.254'
    if (options.all) callback(null, [{ address, family: 4 }])
    else callback(null, address, 4)
  }) as never
  const error = await failure(send({}, 'https://push.example.com/1'))
  assert.equal((error as unknown as { code: string }).code, 'endpoint-private-address')
})

test('localhost may be sent to, by name', async () => {
  answer = (_, response) => response.writeHead(201).end('ok')
  const { body } = await send({}, endpoint.replace('127.0.0.1', 'localhost'))
  assert.equal(body, 'ok')
})
