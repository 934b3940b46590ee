import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { constants } from 'node:http2'
import type { Http2ServerResponse } from 'node:http2'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { startSink } from '#test/push-services/https-sink'
import { http2Frame, startTlsServer } from '#test/network/tls-server'
import type { PushRequest } from '../build-request.ts'
import type { PushAnswer } from '../push-answer.ts'
import { Sender } from './sender.ts'
import type { SenderOptions } from './sender-options.ts'

// Every fault of a push service or a network: one clear answer, in bounded time and memory.

const PROTOCOLS = ['h2', 'http/1.1'] as const
/** The timeout of the one phase that hangs; the others have longer ones, so that a slow machine fails no test. */
const SHORT = 150

function request(origin: string, path = '/'): PushRequest {
  const headers = { ttl: '1', 'content-length': '1' }
  return { origin, path, headers, body: Buffer.from('x'), service: 'other' }
}

function senderFor(server: { ca?: string; port: number }, options: SenderOptions = {}): Sender {
  return new Sender({
    ...(server.ca === undefined ? {} : { ca: server.ca }),
    allowPrivate: [`localhost:${server.port}`],
    ...options,
  })
}

function describe(answer: PushAnswer): string {
  return answer.kind === 'response' ? String(answer.status) : answer.reason
}

/** Sends once, and expects the answer between these times: not before its phase could end, and soon after. */
async function expectAnswer(
  origin: string,
  sender: Sender,
  expected: string,
  time: { atLeast?: number; atMost?: number } = {},
): Promise<PushAnswer> {
  const { atLeast = 0, atMost = 8000 } = time
  const start = performance.now()
  const answer = await sender.send(request(origin))
  const took = performance.now() - start
  assert.equal(describe(answer), expected, JSON.stringify(answer).slice(0, 300))
  assert.ok(took >= atLeast && took < atMost, `${took} ms`)
  return answer
}

// Hanging, phase by phase.

test('a name that never resolves is a timeout', async () => {
  const lookup = (): Promise<never> => new Promise(() => undefined)
  await using sender = new Sender({ lookup, connectTimeoutMs: SHORT })
  await expectAnswer('https://slow.example', sender, 'timeout', { atLeast: SHORT - 1 })
})

test('a host that takes no connection is a timeout', { skip: process.platform !== 'linux' }, async () => {
  // A stopped process whose backlog is full: the kernel drops later connections.
  const program = `
      import { createServer } from 'node:net'
      const server = createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () =>
        console.log(server.address().port))`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program])
  const fillers: Socket[] = []
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const port = Number(line)
    await stop(child)
    for (let i = 0; i < 8; i++) {
      fillers.push(connect(port, '127.0.0.1').on('error', () => undefined))
    }
    await Promise.race(fillers.slice(0, 2).map((filler) => once(filler, 'connect')))
    await using sender = senderFor({ port }, { connectTimeoutMs: SHORT })
    await expectAnswer(`https://localhost:${port}`, sender, 'timeout', { atLeast: SHORT - 1 })
  } finally {
    fillers.forEach((filler) => filler.destroy())
    child.kill('SIGKILL')
  }
})

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGSTOP')
  while (!/State:\s+T/.test(await readFile(`/proc/${child.pid}/status`, 'utf8'))) {
    await once(AbortSignal.timeout(1), 'abort')
  }
}

test('a host that says nothing after TCP is a timeout, and the connection is closed', async () => {
  await using server = await startTcpServer(() => undefined)
  await using sender = senderFor(server, { connectTimeoutMs: SHORT })
  await expectAnswer(server.origin, sender, 'timeout', { atLeast: SHORT - 1 })
  await until(() => server.open === 0)
})

test('h2: a host that never sends its settings is a timeout, and the connection is closed', async () => {
  const closed = Promise.withResolvers<void>()
  await using server = await startTlsServer((socket) => {
    socket.resume()
    socket.on('close', () => closed.resolve())
  })
  await using sender = senderFor(server, { connectTimeoutMs: SHORT })
  await expectAnswer(server.origin, sender, 'timeout', { atLeast: SHORT - 1 })
  await closed.promise
})

for (const protocol of PROTOCOLS) {
  test(`${protocol}: no head of an answer is a timeout, for this request and no other`, async () => {
    await using sink = await startSink(
      (incoming, response) => {
        incoming.resume()
        if (incoming.url !== '/hang') {
          response.writeHead(201).end()
        }
      },
      { protocol },
    )
    await using sender = senderFor(sink, { responseTimeoutMs: SHORT })
    await sender.send(request(sink.origin))
    const start = performance.now()
    const hanging = sender.send(request(sink.origin, '/hang'))
    assert.equal(describe(await sender.send(request(sink.origin))), '201')
    assert.equal(describe(await hanging), 'timeout')
    assert.ok(performance.now() - start >= SHORT - 1)
    assert.equal(describe(await sender.send(request(sink.origin))), '201')
  })

  test(`${protocol}: a body that drips is cut in time, and the status stands`, async () => {
    const drips = new Set<NodeJS.Timeout>()
    await using sink = await startSink(
      (incoming, response) => {
        incoming.resume()
        response.writeHead(503, { 'retry-after': '9' })
        const drip = setInterval(() => response.write('.'), 20)
        drips.add(drip)
        response.on('close', () => {
          clearInterval(drip)
          drips.delete(drip)
        })
      },
      { protocol },
    )
    await using sender = senderFor(sink, { bodyTimeoutMs: SHORT })
    const answer = await expectAnswer(sink.origin, sender, '503', { atLeast: SHORT - 1 })
    assert.ok(answer.kind === 'response')
    assert.match(answer.body, /^\.{3,}$/)
    assert.equal(answer.headers['retry-after'], '9')
    // The rest of it was cancelled.
    await until(() => drips.size === 0)
  })

  test(`${protocol}: 4 KiB of a body of 64 MB are read and the rest is cancelled`, async () => {
    let written = 0
    await using sink = await startSink(
      (incoming, response) => {
        incoming.resume()
        response.writeHead(400)
        const chunk = Buffer.alloc(65_536, 'a')
        const pour = (): void => {
          while (written < 64 * 1024 * 1024 && !response.destroyed && response.writable) {
            written += chunk.length
            if (!response.write(chunk)) {
              response.once('drain', pour)
              return
            }
          }
        }
        pour()
      },
      { protocol },
    )
    await using sender = senderFor(sink)
    const answer = await expectAnswer(sink.origin, sender, '400')
    assert.ok(answer.kind === 'response')
    assert.equal(answer.body, 'a'.repeat(4096))
    assert.ok(written < 8 * 1024 * 1024, `${written} bytes`)
  })

  test(`${protocol}: a hundred oversized bodies do not use up the connection`, async () => {
    await using sink = await startSink(
      (incoming, response) => {
        incoming.resume()
        response.writeHead(400).end(Buffer.alloc(100_000, 'a'))
      },
      { protocol },
    )
    await using sender = senderFor(sink, { responseTimeoutMs: 5000 })
    const answers = await Promise.all(Array.from({ length: 100 }, () => sender.send(request(sink.origin))))
    assert.deepEqual([...new Set(answers.map(describe))], ['400'])
    if (protocol === 'h2') {
      assert.equal(sink.accepted, 1)
    }
  })

  test(`${protocol}: a connection cut before the answer is a reset, and the next request works`, async () => {
    let requests = 0
    await using sink = await startSink(
      (incoming, response) => {
        requests += 1
        incoming.resume()
        if (requests === 1) {
          cut(response)
        } else {
          response.writeHead(201).end()
        }
      },
      { protocol },
    )
    await using sender = senderFor(sink)
    await expectAnswer(sink.origin, sender, 'reset')
    assert.equal(requests, 1)
    await expectAnswer(sink.origin, sender, '201')
    assert.equal(sink.accepted, 2)
  })

  test(`${protocol}: a connection cut in the middle of the body: the status stands`, async () => {
    await using sink = await startSink(
      (incoming, response) => {
        incoming.resume()
        response.writeHead(410, { 'content-length': '100' })
        response.write('half', () => setTimeout(() => cut(response), 20))
      },
      { protocol },
    )
    await using sender = senderFor(sink)
    const answer = await expectAnswer(sink.origin, sender, '410')
    assert.equal(answer.kind === 'response' && answer.body, 'half')
  })

  test(`${protocol}: a refused connection is a failure to connect`, async () => {
    let port = 0
    {
      await using sink = await startSink(() => undefined, { protocol })
      port = sink.port
    }
    await using sender = senderFor({ port })
    const sent = Array.from({ length: 20 }, () => sender.send(request(`https://localhost:${port}`)))
    assert.deepEqual([...new Set((await Promise.all(sent)).map(describe))], ['connect'])
  })

  test(`${protocol}: interim answers are ignored, and do not extend the timeout`, async () => {
    await using sink = await startSink(
      (incoming, response) => {
        incoming.resume()
        const again = setInterval(() => response.writeContinue(), 20)
        response.on('close', () => clearInterval(again))
        if (incoming.url === '/end') {
          setTimeout(() => {
            clearInterval(again)
            response.writeHead(201).end()
          }, 50)
        }
      },
      { protocol },
    )
    await using sender = senderFor(sink, { responseTimeoutMs: 300 })
    assert.equal(describe(await sender.send(request(sink.origin, '/end'))), '201')
    await expectAnswer(sink.origin, sender, 'timeout', { atLeast: 299 })
  })
}

function cut(response: Http2ServerResponse): void {
  const { stream, socket } = response as unknown as {
    stream?: { session: { socket: unknown; destroy(): void } }
    socket: Socket
  }
  if (stream === undefined) {
    socket.destroy()
  } else {
    stream.session.destroy()
  }
}

test('a connection cut during TLS is a reset', async () => {
  await using server = await startTcpServer((socket) => socket.once('data', () => socket.destroy()))
  await using sender = senderFor(server)
  await expectAnswer(server.origin, sender, 'reset')
})

test('a host that does not speak TLS is a failure of tls', async () => {
  await using server = await startTcpServer((socket) => {
    socket.write('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')
  })
  await using sender = senderFor(server)
  await expectAnswer(server.origin, sender, 'tls')
})

test('a host that agrees to h2 and speaks something else is a protocol failure', async () => {
  await using server = await startTlsServer((socket) => {
    socket.resume()
    socket.write('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')
  })
  await using sender = senderFor(server)
  await expectAnswer(server.origin, sender, 'protocol')
})

test('a host that agrees to HTTP/1.1 and speaks something else is a protocol failure', async () => {
  await using server = await startTlsServer(
    (socket) => void socket.once('data', () => socket.write('what do you want\r\n\r\n')),
    { protocols: ['http/1.1'] },
  )
  await using sender = senderFor(server)
  await expectAnswer(server.origin, sender, 'protocol')
})

// Headers without end.

test('http/1.1: a head of 1 MB is a protocol failure, and read no further', async () => {
  let written = 0
  await using server = await startTlsServer(
    (socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 201 Created\r\n')
        const line = `x-a: ${'a'.repeat(1000)}\r\n`
        const pour = (): void => {
          while (written < 1_000_000 && socket.writable) {
            written += line.length
            if (!socket.write(line)) {
              socket.once('drain', pour)
              return
            }
          }
        }
        pour()
      })
    },
    { protocols: ['http/1.1'] },
  )
  await using sender = senderFor(server)
  await expectAnswer(server.origin, sender, 'protocol')
})

/** A literal header field without indexing (RFC 7541 section 6.2.2). */
function field(name: string, value: string): Buffer {
  return Buffer.concat([
    Buffer.of(0, name.length),
    Buffer.from(name),
    Buffer.of(0x7f, ...prefixed(value.length - 127)),
    Buffer.from(value),
  ])
}

function prefixed(rest: number): number[] {
  return rest < 128 ? [rest] : [(rest & 127) | 128, ...prefixed(rest >> 7)]
}

/** PRI * HTTP/2.0 and so on (RFC 9113 section 3.4). */
const PREFACE_LENGTH = 24
const STATUS_200 = Buffer.of(0x88)

/** Speaks just enough HTTP/2 to answer each request with these bytes. */
async function startBareHttp2(answer: (streamId: number) => Buffer[]) {
  return await startTlsServer((socket) => {
    socket.write(http2Frame('settings'))
    let buffered = Buffer.alloc(0)
    let hasPreface = false
    socket.on('data', (bytes: Buffer) => {
      buffered = Buffer.concat([buffered, bytes])
      if (!hasPreface) {
        if (buffered.length < PREFACE_LENGTH) {
          return
        }
        hasPreface = true
        buffered = buffered.subarray(PREFACE_LENGTH)
      }
      while (buffered.length >= 9) {
        const length = buffered.readUIntBE(0, 3)
        if (buffered.length < 9 + length) {
          return
        }
        if (buffered[3] === 1) {
          for (const frame of answer(buffered.readUInt32BE(5))) {
            socket.write(frame)
          }
        }
        buffered = buffered.subarray(9 + length)
      }
    })
  })
}

test('h2: a head of 200 fields is a protocol failure, is not asked for again, and the session lives on', async () => {
  let requests = 0
  await using server = await startBareHttp2((streamId) => {
    requests += 1
    const fields = Array.from({ length: requests === 1 ? 200 : 2 }, (_, n) => field(`x-${n}`, 'a'.repeat(128)))
    const half = fields.length / 2
    return [
      http2Frame('headers', { flags: 1, streamId, payload: STATUS_200 }),
      http2Frame('continuation', { streamId, payload: Buffer.concat(fields.slice(0, half)) }),
      http2Frame('continuation', {
        flags: 4,
        streamId,
        payload: Buffer.concat(fields.slice(half)),
      }),
    ]
  })
  await using sender = senderFor(server)
  // The service has taken the message: asking again would show it twice.
  await expectAnswer(server.origin, sender, 'protocol')
  assert.equal(requests, 1)
  await expectAnswer(server.origin, sender, '200')
  assert.equal(server.accepted, 1)
})

test('h2: a head of 1 MB fails the one request, and nobody else’s', async () => {
  const waiting: number[] = []
  await using server = await startBareHttp2((streamId) => {
    waiting.push(streamId)
    if (waiting.length < 3) return []
    // The second is answered badly while the others are under way, and then they are answered.
    const [first = 0, second = 0, third = 0] = waiting
    return [
      http2Frame('headers', { flags: 1, streamId: second, payload: STATUS_200 }),
      ...Array.from({ length: 80 }, (_, n) =>
        http2Frame('continuation', {
          flags: n === 79 ? 4 : 0,
          streamId: second,
          payload: field(`x-${n}`, 'a'.repeat(12_500)),
        }),
      ),
      http2Frame('headers', { flags: 5, streamId: first, payload: STATUS_200 }),
      http2Frame('headers', { flags: 5, streamId: third, payload: STATUS_200 }),
    ]
  })
  await using sender = senderFor(server)
  const sent = ['/1', '/2', '/3'].map((path) => sender.send(request(server.origin, path)))
  assert.deepEqual((await Promise.all(sent)).map(describe), ['200', 'protocol', '200'])
  assert.equal(server.accepted, 1)
})

test('h2: a head of 3 MB, or of small continuations without end, ends the connection', async () => {
  for (const [count, length] of [
    [250, 12_500],
    [100, 10],
  ] as const) {
    await using server = await startBareHttp2((streamId) => [
      http2Frame('headers', { flags: 1, streamId, payload: STATUS_200 }),
      ...Array.from({ length: count }, (_, n) =>
        http2Frame('continuation', { streamId, payload: field(`x-${n}`, 'a'.repeat(length)) }),
      ),
    ])
    await using sender = senderFor(server)
    const answer = await sender.send(request(server.origin))
    assert.ok(['protocol', 'reset'].includes(describe(answer)), JSON.stringify(answer))
  }
})

// GOAWAY and refusals.

const { NGHTTP2_NO_ERROR, NGHTTP2_INTERNAL_ERROR, NGHTTP2_REFUSED_STREAM } = constants

test('GOAWAY: requests under way are finished, later ones go over a new session', async () => {
  const held: (() => void)[] = []
  await using sink = await startSink((incoming, response) => {
    incoming.resume()
    if (incoming.url === '/begun') {
      held.push(() => response.writeHead(201).end())
      incoming.stream.session?.goaway(NGHTTP2_NO_ERROR, incoming.stream.id)
    } else {
      response.writeHead(202).end()
    }
  })
  await using sender = senderFor(sink, { responseTimeoutMs: 5000 })
  const begun = sender.send(request(sink.origin, '/begun'))
  await until(() => held.length === 1 && sender.stats.origins[0]?.protocol === undefined)
  assert.equal(describe(await sender.send(request(sink.origin))), '202')
  assert.equal(sink.accepted, 2)
  assert.equal(sender.stats.connections, 2)
  held[0]?.()
  assert.equal(describe(await begun), '201')
  await until(() => sender.stats.connections === 1)
})

test('GOAWAY: a request that the service never looked at is sent once more, over a new session', async () => {
  const seen: string[] = []
  await using server = await startBareGoaway(seen, (connection) => connection === 1)
  await using sender = senderFor(server)
  const answers = await Promise.all(['/1', '/2', '/3'].map((path) => sender.send(request(server.origin, path))))
  assert.deepEqual(answers.map(describe), ['200', '200', '200'])
  assert.equal(server.accepted, 2)
})

test('GOAWAY: refused a second time, it is a reset', async () => {
  await using server = await startBareGoaway([], () => true)
  await using sender = senderFor(server)
  await expectAnswer(server.origin, sender, 'reset')
  assert.equal(server.accepted, 2)
})

/** Answers 200, or GOAWAY with last stream id 0: nothing was looked at. */
async function startBareGoaway(seen: string[], refuses: (connection: number) => boolean) {
  let connection = 0
  const server = await startBareHttp2((streamId) => {
    connection = server.accepted
    seen.push(`${connection}:${streamId}`)
    return refuses(connection)
      ? [http2Frame('goaway', { payload: Buffer.alloc(8) })]
      : [http2Frame('headers', { flags: 5, streamId, payload: STATUS_200 })]
  })
  return server
}

test('GOAWAY with an error: a request that may have been looked at is a reset and is not sent again', async () => {
  let requests = 0
  await using sink = await startSink((incoming) => {
    requests += 1
    incoming.resume()
    incoming.stream.session?.goaway(NGHTTP2_INTERNAL_ERROR, 2 ** 31 - 1)
  })
  await using sender = senderFor(sink)
  await expectAnswer(sink.origin, sender, 'reset')
  assert.equal(requests, 1)
})

test('GOAWAY right after the settings, every time, is a reset and not a loop', async () => {
  await using server = await startTlsServer((socket) => {
    socket.resume()
    socket.write(Buffer.concat([http2Frame('settings'), http2Frame('goaway', { payload: Buffer.alloc(8) })]))
  })
  await using sender = senderFor(server)
  await expectAnswer(server.origin, sender, 'reset')
  assert.ok(server.accepted <= 2, `${server.accepted} connections`)
})

test('a refused stream is sent once more; refused again, it is a reset', async () => {
  const seen: Record<string, number> = {}
  await using sink = await startSink((incoming, response) => {
    const url = incoming.url
    seen[url] = (seen[url] ?? 0) + 1
    if (url === '/always' || seen[url] === 1) {
      incoming.stream.close(NGHTTP2_REFUSED_STREAM)
    } else {
      response.writeHead(201).end()
    }
  })
  await using sender = senderFor(sink)
  const [once_, always] = await Promise.all(['/once', '/always'].map((path) => sender.send(request(sink.origin, path))))
  assert.deepEqual(
    [once_, always].map((answer) => describe(answer as PushAnswer)),
    ['201', 'reset'],
  )
  assert.deepEqual(seen, { '/once': 2, '/always': 2 })
})

test('a stream reset with any other code is not sent again', async () => {
  const seen: string[] = []
  await using sink = await startSink((incoming) => {
    seen.push(incoming.url)
    incoming.stream.close(Number(incoming.url.slice(1)))
  })
  await using sender = senderFor(sink)
  const codes = [0, 1, 2, 5, 8]
  const answers = await Promise.all(codes.map((code) => sender.send(request(sink.origin, `/${code}`))))
  assert.deepEqual(answers.map(describe), ['reset', 'protocol', 'reset', 'reset', 'reset'])
  assert.equal(seen.length, codes.length)
})

test('a silent session is abandoned: the next request gets a new one', async () => {
  await using server = await startBareHttp2((streamId) =>
    server.accepted === 1 ? [] : [http2Frame('headers', { flags: 5, streamId, payload: STATUS_200 })],
  )
  await using sender = senderFor(server, { responseTimeoutMs: 500 })
  await expectAnswer(server.origin, sender, 'timeout')
  await expectAnswer(server.origin, sender, '200')
  assert.equal(server.accepted, 2)
})

test('a peer that reads nothing more cannot keep a sender from closing', async () => {
  await using server = await startTlsServer((socket) => {
    socket.write(http2Frame('settings'))
    socket.once('data', () => socket.pause())
  })
  const sender = senderFor(server, { maxStreams: 200, responseTimeoutMs: SHORT })
  const sent = Array.from({ length: 200 }, () =>
    sender.send({ ...request(server.origin), headers: {}, body: Buffer.alloc(4096) }),
  )
  const start = performance.now()
  await sender.close()
  assert.ok(performance.now() - start < 8000)
  const reasons = new Set((await Promise.all(sent)).map(describe))
  assert.deepEqual([...reasons], ['timeout'])
})

test('waiting has a timeout too', async () => {
  await using sink = await startSink((incoming) => void incoming.resume())
  await using sender = senderFor(sink, {
    maxStreams: 1,
    waitTimeoutMs: 300,
    responseTimeoutMs: 1000,
  })
  const [first, second] = [sender.send(request(sink.origin)), sender.send(request(sink.origin))]
  const waited = await second
  assert.equal(waited.kind === 'failure' && waited.message, 'waited too long for its turn')
  assert.equal(describe(await first), 'timeout')
})

test('one sick origin slows no other', async () => {
  await using sick = await startSink((incoming) => void incoming.resume())
  await using well = await startSink((incoming, response) => {
    incoming.resume()
    response.writeHead(201).end()
  })
  await using sender = new Sender({
    ca: sick.ca + well.ca,
    allowPrivate: [`localhost:${sick.port}`, `localhost:${well.port}`],
    responseTimeoutMs: 1500,
    maxStreams: 10,
  })
  const hanging = Promise.all(Array.from({ length: 10 }, () => sender.send(request(sick.origin))))
  let hung = false
  void hanging.then(() => (hung = true))
  const answers = await Promise.all(Array.from({ length: 300 }, () => sender.send(request(well.origin))))
  assert.deepEqual([...new Set(answers.map(describe))], ['201'])
  assert.equal(hung, false)
  assert.deepEqual([...new Set((await hanging).map(describe))], ['timeout'])
})

// Anything at all.

const deed = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), status: fc.integer({ min: 200, max: 599 }) }),
  fc.record({ kind: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 200 }) }),
  fc.record({ kind: fc.constantFrom('cut' as const, 'hang' as const, 'drip' as const) }),
)

for (const protocol of PROTOCOLS) {
  test(`${protocol}: each request settles once, in time, whatever the service does`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 6 }), async (deeds) => {
        await using sink = await startSink(
          (incoming, response) => {
            incoming.resume()
            perform(deeds[Number(incoming.url.slice(1))] as (typeof deeds)[number], response)
          },
          { protocol },
        )
        await using sender = senderFor(sink, { responseTimeoutMs: 60, bodyTimeoutMs: 60 })
        const start = performance.now()
        const answers = await Promise.all(deeds.map((_, index) => sender.send(request(sink.origin, `/${index}`))))
        assert.ok(performance.now() - start < 10_000)
        assert.equal(answers.length, deeds.length)
        assert.equal(sender.stats.inFlight + sender.stats.waiting, 0)
      }),
      { numRuns: 15, endOnFailure: true },
    )
  })
}

function perform(what: { kind: string; status?: number; bytes?: Uint8Array }, response: Http2ServerResponse): void {
  const { socket } = response.req as unknown as { socket: Socket }
  switch (what.kind) {
    case 'answer':
      response.writeHead(what.status as number).end('body')
      break
    case 'bytes':
      // Node guards the socket of a session: the bytes go around it, in the middle of the TLS stream.
      if (response.stream === undefined) {
        socket.write(what.bytes as Uint8Array)
      } else {
        response.writeHead(200).end(what.bytes as Uint8Array)
      }
      break
    case 'cut':
      cut(response)
      break
    case 'drip': {
      response.writeHead(200)
      const drip = setInterval(() => response.write('.'), 10)
      response.on('close', () => clearInterval(drip))
      break
    }
    default:
  }
}

// Helpers.

async function startTcpServer(onSocket: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => sockets.delete(socket))
    socket.resume()
    onSocket(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `https://localhost:${port}`,
    get open() {
      return sockets.size
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      sockets.forEach((socket) => socket.destroy())
      await closed
    },
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5000
  while (!condition()) {
    assert.ok(performance.now() < deadline, 'it never came true')
    await once(AbortSignal.timeout(5), 'abort')
  }
}
