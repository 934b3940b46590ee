import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { TLSSocket } from 'node:tls'
import { test } from 'node:test'
import { http2Frame, startTlsServer } from '#test/network/tls-server'
import type { PushAnswer } from '../push-answer.ts'
import { Sender } from './sender.ts'
import type { SenderOptions } from './sender-options.ts'

// Peers that break the rules, over real TLS: an answer in time, the right goodbye, and the next request works.

interface Seen {
  type: number
  streamId: number
  payload: Buffer
}

type Script = (peer: { socket: TLSSocket; frame: Seen; connection: number }) => Buffer[]

const DATA = 0
const HEADERS = 1
const RST_STREAM = 3
const SETTINGS = 4
const GOAWAY = 7
const PREFACE_LENGTH = 24
const OK = Buffer.of(0x88)

/** Answers each frame by a script, and records the frames. */
async function startPeer(script: Script, first: Buffer[] = [http2Frame('settings')]) {
  const seen: Seen[] = []
  const goodbyes: TLSSocket[] = []
  const server = await startTlsServer((socket) => {
    const connection = server.accepted
    socket.write(Buffer.concat(first))
    socket.on('end', () => goodbyes.push(socket))
    let buffered = Buffer.alloc(0)
    let skip = PREFACE_LENGTH
    socket.on('data', (bytes: Buffer) => {
      buffered = Buffer.concat([buffered, bytes])
      const skipped = Math.min(skip, buffered.length)
      skip -= skipped
      buffered = buffered.subarray(skipped)
      while (buffered.length >= 9 && buffered.length >= 9 + buffered.readUIntBE(0, 3)) {
        const length = buffered.readUIntBE(0, 3)
        const frame = {
          type: buffered[3] as number,
          streamId: buffered.readUInt32BE(5),
          payload: Buffer.from(buffered.subarray(9, 9 + length)),
        }
        buffered = buffered.subarray(9 + length)
        seen.push(frame)
        for (const answer of script({ socket, frame, connection })) {
          socket.write(answer)
        }
      }
    })
  })
  return Object.assign(server, { seen, goodbyes })
}

function answerOk(frame: Seen): Buffer[] {
  return frame.type === HEADERS ? [http2Frame('headers', { flags: 5, streamId: frame.streamId, payload: OK })] : []
}

function senderFor(server: { port: number }, options: SenderOptions = {}): Sender {
  return new Sender({ allowPrivate: [`localhost:${server.port}`], ...trust(server), ...options })
}

function trust(server: object): { ca?: string } {
  return 'ca' in server ? { ca: server.ca as string } : {}
}

function request(origin: string, length = 1) {
  const body = Buffer.alloc(length, 'x')
  return { origin, path: '/', headers: { ttl: '1' }, body, service: 'other' as const }
}

function describe(answer: PushAnswer): string {
  return answer.kind === 'response' ? String(answer.status) : answer.reason
}

const BREACHES: Record<string, [code: number, bytes: Buffer]> = {
  'a frame of 16 MB': [6, Buffer.from('ffffff000000000001', 'hex')],
  'DATA on a stream that was not begun': [1, http2Frame('data', { streamId: 99 })],
  'a block that cannot be decoded': [9, http2Frame('headers', { flags: 4, streamId: 1, payload: Buffer.of(0x80) })],
  'SETTINGS of a broken length': [6, http2Frame('settings', { payload: Buffer.alloc(5) })],
  'a push': [1, Buffer.from('0000050504000000010000000288', 'hex')],
  'a window over 2^31-1': [3, Buffer.from('0000040800000000007fffffff', 'hex')],
  'a flood of pings': [
    11,
    Buffer.concat(Array.from({ length: 12_000 }, () => Buffer.from('0000080600000000000000000000000000', 'hex'))),
  ],
}

for (const [what, [code, bytes]] of Object.entries(BREACHES)) {
  test(`a peer that breaks the rules gets the right error code and is left: ${what}`, async () => {
    await using peer = await startPeer(({ frame, connection }) => {
      if (connection > 1) {
        return answerOk(frame)
      }
      return frame.type === HEADERS ? [bytes] : []
    })
    await using sender = senderFor(peer)
    assert.equal(describe(await sender.send(request(peer.origin))), 'protocol')
    assert.equal(describe(await sender.send(request(peer.origin))), '200')
    await until(() => peer.goodbyes.length > 0 && peer.seen.some(({ type }) => type === GOAWAY))
    const goodbye = peer.seen.find(({ type }) => type === GOAWAY)
    assert.equal(goodbye?.payload.readUInt32BE(4), code)
  })
}

test('a peer that allows no streams is waited for, and may allow some later', async () => {
  const none = Buffer.from('000300000000', 'hex')
  const some = Buffer.from('000300000002', 'hex')
  const sockets: TLSSocket[] = []
  await using peer = await startPeer(
    ({ frame, socket }) => {
      sockets.push(socket)
      return answerOk(frame)
    },
    [http2Frame('settings', { payload: none })],
  )
  await using sender = senderFor(peer)
  const sent = Array.from({ length: 5 }, () => sender.send(request(peer.origin)))
  await until(() => peer.seen.length >= 2)
  assert.deepEqual([sender.stats.inFlight, sender.stats.waiting], [0, 5])
  sockets[0]?.write(http2Frame('settings', { payload: some }))
  assert.deepEqual((await Promise.all(sent)).map(describe), ['200', '200', '200', '200', '200'])
})

test('a body larger than the window is sent as the window opens, and timed out when it never does', async () => {
  const window = Buffer.from('0004000003e8', 'hex')
  let opens = true
  await using peer = await startPeer(
    ({ frame }) => {
      if (frame.type !== DATA) {
        return []
      }
      const { streamId, payload } = frame
      const isWhole = peer.seen.filter(({ type }) => type === DATA).length === 4
      if (isWhole) {
        return [http2Frame('headers', { flags: 5, streamId, payload: OK })]
      }
      const update = Buffer.from('00000408000000000000000000', 'hex')
      update.writeUInt32BE(streamId, 5)
      update.writeUInt32BE(payload.length, 9)
      return opens ? [update] : []
    },
    [http2Frame('settings', { payload: window })],
  )
  await using sender = senderFor(peer, { responseTimeoutMs: 1500 })
  assert.equal(describe(await sender.send(request(peer.origin, 4000))), '200')
  const parts = peer.seen.filter(({ type }) => type === DATA).map(({ payload }) => payload.length)
  assert.deepEqual(parts, [1000, 1000, 1000, 1000])
  opens = false
  assert.equal(describe(await sender.send(request(peer.origin, 4000))), 'timeout')
})

test('an aborted request is reset at the peer', async () => {
  await using peer = await startPeer(() => [])
  await using sender = senderFor(peer)
  const abort = new AbortController()
  const sent = sender.send(request(peer.origin), { signal: abort.signal })
  await until(() => peer.seen.some(({ type }) => type === DATA))
  abort.abort()
  assert.equal(describe(await sent), 'aborted')
  await until(() => peer.seen.some(({ type }) => type === RST_STREAM))
  const reset = peer.seen.find(({ type }) => type === RST_STREAM)
  assert.equal(reset?.payload.readUInt32BE(), 8)
})

test('goodbye in two steps: nothing new is begun after the first, nothing lost at the second', async () => {
  const lastPossible = Buffer.from('7fffffff00000000', 'hex')
  const lastSeen = Buffer.from('0000000100000000', 'hex')
  await using peer = await startPeer(({ frame, connection }) => {
    if (connection > 1) {
      return answerOk(frame)
    }
    if (frame.type !== DATA) {
      return []
    }
    if (frame.streamId === 1) {
      return [http2Frame('goaway', { payload: lastPossible })]
    }
    const late = http2Frame('headers', { flags: 5, streamId: 1, payload: OK })
    return frame.streamId === 5 ? [http2Frame('goaway', { payload: lastSeen }), late] : []
  })
  await using sender = senderFor(peer)
  const sent = Array.from({ length: 3 }, () => sender.send(request(peer.origin)))
  assert.deepEqual((await Promise.all(sent)).map(describe), ['200', '200', '200'])
  assert.equal(peer.accepted, 2)
})

test('no message is lost by a peer that closes every connection in good order after ten answers', async () => {
  const last = Buffer.from('0000001300000000', 'hex')
  await using peer = await startPeer(({ frame }) => {
    if (frame.streamId > 19) {
      return []
    }
    const answer = answerOk(frame)
    return frame.streamId === 19 && answer.length > 0 ? [...answer, http2Frame('goaway', { payload: last })] : answer
  })
  await using sender = senderFor(peer)
  const sent = Array.from({ length: 300 }, () => sender.send(request(peer.origin)))
  assert.deepEqual([...new Set((await Promise.all(sent)).map(describe))], ['200'])
  assert.equal(peer.accepted, 30)
})

test('a peer that reads nothing: the output for it is bounded, and its requests fail in time', async () => {
  const wide = Buffer.concat([
    http2Frame('settings', { payload: Buffer.from('00047fffffff', 'hex') }),
    Buffer.from('0000040800000000007fff0000', 'hex'),
  ])
  await using server = await startTlsServer((socket) => {
    socket.write(wide)
    socket.pause()
  })
  await using sender = senderFor(server, {
    maxStreams: 10_000,
    responseTimeoutMs: 1000,
    waitTimeoutMs: 1500,
  })
  const before = process.memoryUsage().arrayBuffers
  const one = request(server.origin, 60_000)
  const sent = Array.from({ length: 3000 }, () => sender.send(one))
  await until(() => sender.stats.inFlight > 0)
  await once(AbortSignal.timeout(300), 'abort')
  // 180 MB are to be sent; the kernel takes some, and we hold a little.
  assert.ok(process.memoryUsage().arrayBuffers - before < 32 * 1024 * 1024)
  assert.ok(sender.stats.inFlight < 1000, `${sender.stats.inFlight} begun`)
  const reasons = new Set((await Promise.all(sent)).map(describe))
  assert.deepEqual([...reasons], ['timeout'])
})

test('settings arrive with the first bytes, and the answers to them before anything else', async () => {
  await using peer = await startPeer(({ frame }) => answerOk(frame))
  await using sender = senderFor(peer)
  assert.equal(describe(await sender.send(request(peer.origin))), '200')
  assert.deepEqual(
    peer.seen.slice(0, 4).map(({ type }) => type),
    [SETTINGS, SETTINGS, HEADERS, DATA],
  )
})

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5000
  while (!condition()) {
    assert.ok(performance.now() < deadline, 'it never came true')
    await once(AbortSignal.timeout(5), 'abort')
  }
}
