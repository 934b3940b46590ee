import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ClientSession } from './client-session.ts'
import { ClientStream } from './client-stream.ts'
import { FrameReader } from './frame-reader.ts'
import { FieldList } from './hpack/field-list.ts'
import { HeaderDecoder } from './hpack/header-decoder.ts'

// The peer is a script of bytes; the session's output is read back frame by frame.

interface Frame {
  type: string
  flags: number
  stream: number
  payload: Buffer
}

const TYPES = ['data', 'headers', 'priority', 'rst', 'settings', 'push', 'ping', 'goaway', 'window']
const END_STREAM = 1
const END_HEADERS = 4
const PADDED = 8
const PRIORITY = 32

function frame(type: number | string, stream: number, payload: Uint8Array = Buffer.alloc(0), flags = 0) {
  const head = Buffer.alloc(9)
  head.writeUIntBE(payload.length, 0, 3)
  head[3] = typeof type === 'number' ? type : [...TYPES, 'continuation'].indexOf(type)
  head[4] = flags
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, payload])
}

function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => bytes.writeUInt32BE(value, i * 4))
  return bytes
}

const SETTING = { table: 1, push: 2, streams: 3, window: 4, frame: 5 }

function settings(values: Partial<Record<keyof typeof SETTING, number>> = {}): Buffer {
  const payload = Object.entries(values).map(([name, value]) => {
    const entry = Buffer.alloc(6)
    entry.writeUInt16BE(SETTING[name as keyof typeof SETTING], 0)
    entry.writeUInt32BE(value, 2)
    return entry
  })
  return frame('settings', 0, Buffer.concat(payload))
}

const OK = Buffer.of(0x88)
const ok = (stream: number, flags = END_STREAM | END_HEADERS) => frame('headers', stream, OK, flags)
/** `:status` in a literal, and fields whose names and values are short. */
function head(status: string, fields: Record<string, string> = {}): Buffer {
  const text = (value: string) => [value.length, ...Buffer.from(value, 'latin1')]
  return Buffer.from([
    0x08,
    ...text(status),
    ...Object.entries(fields).flatMap(([name, value]) => [0, ...text(name), ...text(value)]),
  ])
}

/** A session, the events it reported to its listener, and the frames it sent to its peer. */
function start(options: { firstStreamId?: number; first?: Buffer } = {}) {
  const { first = settings(), ...rest } = options
  const told: string[] = []
  let time = 0
  const session: ClientSession<ClientStream> = new ClientSession<ClientStream>({
    authority: 'push.example',
    now: () => time,
    ...rest,
    listener: {
      onSettings: () => void told.push('settings'),
      onHead: ({ id }, { status, headers }) => void told.push(`${id} head ${status} ${JSON.stringify(headers)}`),
      onData: ({ id }, bytes) => void told.push(`${id} data ${bytes.length}`),
      onEnd: ({ id }) => void told.push(`${id} end`),
      onReset: ({ id }, code) => void told.push(`${id} reset ${code}`),
      onMalformed: ({ id }, what) => void told.push(`${id} malformed: ${what}`),
      onGoaway: (code, refused) => void told.push(`goaway ${code}, refused ${refused.map(({ id }) => id).join(' ')}`),
      onFault: (what) => void told.push(`fault: ${what}`),
    },
  })
  const preface = take(session)
  session.receive(first)
  take(session)
  told.length = 0
  return {
    session,
    preface,
    told: () => told.splice(0),
    receive: (...frames: Buffer[]) => session.receive(Buffer.concat(frames)),
    request(body?: Uint8Array, headers: Record<string, string> = {}) {
      const stream = new ClientStream()
      const fault = session.begin(stream, { path: '/p', headers, body })
      assert.equal(fault, undefined)
      return stream
    },
    sent: () => framesOf(take(session)),
    pass: (milliseconds: number) => (time += milliseconds),
  }
}

function take(session: ClientSession<ClientStream>): Buffer {
  const bytes = Buffer.from(session.output.take())
  session.output.giveBack()
  return bytes
}

function framesOf(bytes: Buffer): Frame[] {
  const frames: Frame[] = []
  new FrameReader({
    onFrame(type, flags, stream, source, start, end) {
      const payload = Buffer.from(source.subarray(start, end))
      frames.push({ type: [...TYPES, 'continuation'][type] ?? '?', flags, stream, payload })
    },
  }).read(bytes)
  return frames
}

/** Frames in short: `rst 1 8`, `data 3 100`, `goaway 9`. */
function short(frames: readonly Frame[]): string[] {
  return frames.map(({ type, stream, flags, payload }) => {
    if (type === 'rst' || type === 'window') {
      return `${type} ${stream} ${payload.readUInt32BE()}`
    }
    if (type === 'goaway') {
      return `goaway ${payload.readUInt32BE(4)}`
    }
    return `${type} ${stream} ${payload.length}${(flags & END_STREAM) === 0 || type === 'settings' ? '' : ' end'}`
  })
}

test('it begins with the preface and with settings that keep windows small and forbid server push', () => {
  const { preface } = start()
  assert.equal(preface.subarray(0, 24).toString(), 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
  const [first] = framesOf(preface.subarray(24))
  assert.equal(first?.type, 'settings')
  assert.equal(first.payload.toString('hex'), '000200000000000400004000000600004000')
})

test('settings and pings are answered, answers to ours are not', () => {
  const peer = start()
  const opaque = Buffer.from('12345678')
  peer.receive(settings({ streams: 7 }), frame('ping', 0, opaque), frame('ping', 0, opaque, 1))
  peer.receive(frame('settings', 0, Buffer.alloc(0), 1))
  const [ack, pong, ...more] = peer.sent()
  assert.deepEqual([ack?.type, ack?.flags, ack?.payload.length], ['settings', 1, 0])
  assert.deepEqual([pong?.type, pong?.flags, pong?.payload], ['ping', 1, opaque])
  assert.deepEqual(more, [])
  assert.equal(peer.session.maxStreams, 7)
  assert.deepEqual(peer.told(), ['settings'])
})

test('a request is a head and its body, and an answer comes back', () => {
  const peer = start()
  peer.request(Buffer.from('body'), { TTL: '60', urgency: 'high' })
  const [headers, data] = peer.sent()
  const fields = new FieldList(10_000)
  new HeaderDecoder(4096).decode(headers?.payload as Buffer, 0, headers?.payload.length ?? 0, fields)
  assert.deepEqual(
    fields.names.map((name, i) => `${name}: ${fields.values[i]}`),
    [':method: POST', ':scheme: https', ':authority: push.example', ':path: /p', 'ttl: 60', 'urgency: high'],
  )
  assert.equal(headers?.flags, END_HEADERS)
  assert.deepEqual([data?.flags, data?.payload.toString()], [END_STREAM, 'body'])
  peer.receive(
    frame('headers', 1, head('201', { a: '1', b: '2' }), END_HEADERS),
    frame('data', 1, Buffer.from('ok')),
    frame('data', 1, Buffer.alloc(0), END_STREAM),
  )
  assert.deepEqual(peer.told(), ['1 head 201 {"a":"1","b":"2"}', '1 data 2', '1 end'])
  assert.deepEqual(peer.sent(), [])
})

test('without a body the head ends the request', () => {
  const peer = start()
  peer.request()
  peer.request(new Uint8Array())
  assert.deepEqual(
    peer.sent().map(({ type, flags }) => [type, flags]),
    [
      ['headers', END_HEADERS | END_STREAM],
      ['headers', END_HEADERS | END_STREAM],
    ],
  )
})

test('repeated headers are joined, also those with the names of what every object has', () => {
  const peer = start()
  peer.request()
  const text = head('200', { constructor: 'x', ['__proto__']: 'y' })
  const twice = Buffer.concat([text, Buffer.of(0, 1), Buffer.from('a'), Buffer.of(1, 0x31)])
  const again = Buffer.concat([twice, Buffer.of(0, 1), Buffer.from('a'), Buffer.of(1, 0x32)])
  peer.receive(frame('headers', 1, again, END_HEADERS | END_STREAM))
  assert.deepEqual(peer.told(), ['1 head 200 {"constructor":"x","a":"1, 2"}', '1 end'])
})

test('interim heads are passed over, trailers too, and padding and priority are taken off', () => {
  const peer = start()
  peer.request()
  const padded = Buffer.concat([Buffer.of(3, 0, 0, 0, 0, 0), OK, Buffer.alloc(3)])
  peer.receive(
    frame('headers', 1, head('103'), END_HEADERS),
    frame('headers', 1, padded, END_HEADERS | PADDED | PRIORITY),
    // 0x20 means nothing in DATA.
    frame('data', 1, Buffer.of(2, 65, 66, 0, 0), PADDED | PRIORITY),
    frame('headers', 1, Buffer.of(0, 1, 0x61, 1, 0x62), END_HEADERS | END_STREAM),
  )
  assert.deepEqual(peer.told(), ['1 head 200 {}', '1 data 2', '1 end'])
})

test('a head in parts is put together, and frames that mean nothing are ignored', () => {
  const peer = start()
  peer.request()
  const block = head('201', { location: '/m/1' })
  peer.receive(frame(0xbe, 5, Buffer.alloc(100)), frame('priority', 1, Buffer.alloc(5)))
  peer.receive(
    frame('headers', 1, block.subarray(0, 3), END_STREAM),
    frame('continuation', 1, block.subarray(3, 9)),
    frame('continuation', 1, Buffer.alloc(0)),
    frame('continuation', 1, block.subarray(9), END_HEADERS),
  )
  assert.deepEqual(peer.told(), ['1 head 201 {"location":"/m/1"}', '1 end'])
})

test('a head of ours that is too long for a frame is continued', () => {
  const peer = start()
  peer.request(Buffer.from('x'), { long: 'y'.repeat(40_000) })
  const sent = peer.sent()
  assert.deepEqual(
    sent.map(({ type, flags }) => `${type} ${flags}`),
    ['headers 0', 'continuation 0', 'continuation 4', 'data 1'],
  )
  const block = Buffer.concat(sent.slice(0, 3).map(({ payload }) => payload))
  const fields = new FieldList(100_000)
  new HeaderDecoder(4096).decode(block, 0, block.length, fields)
  assert.equal(fields.values.at(-1), 'y'.repeat(40_000))
})

test('a request that cannot be sent is reported, and leaves nothing behind', () => {
  const peer = start()
  const faults: [Record<string, string>, string, string][] = [
    [{ 'a b': '1' }, '/', 'ERR_INVALID_HTTP_TOKEN'],
    [{ '': '1' }, '/', 'ERR_INVALID_HTTP_TOKEN'],
    [{ ':path': '/other' }, '/', 'ERR_INVALID_HTTP_TOKEN'],
    [{ a: 'b\r\nc: d' }, '/', 'ERR_INVALID_CHAR'],
    [{ a: 'b\0' }, '/', 'ERR_INVALID_CHAR'],
    [{ a: '€' }, '/', 'ERR_INVALID_CHAR'],
    [{ a: undefined as unknown as string }, '/', 'ERR_INVALID_CHAR'],
    [{ Connection: 'close' }, '/', 'ERR_HTTP2_INVALID_CONNECTION_HEADERS'],
    [{}, '/a b', 'ERR_UNESCAPED_CHARACTERS'],
    [{}, '', 'ERR_UNESCAPED_CHARACTERS'],
    [{}, '/\r\n', 'ERR_UNESCAPED_CHARACTERS'],
  ]
  for (const [headers, path, code] of faults) {
    const stream = new ClientStream()
    assert.equal(peer.session.begin(stream, { path, headers, body: undefined }), code)
    assert.equal(stream.isOpen, false)
  }
  const text = 'text' as unknown as Uint8Array
  assert.equal(peer.session.begin(new ClientStream(), { path: '/', headers: {}, body: text }), 'ERR_INVALID_ARG_TYPE')
  assert.deepEqual(peer.sent(), [])
  assert.equal(peer.request().id, 1)
})

test('a request that cannot be sent leaves both HPACK tables the same', () => {
  const peer = start()
  const decoder = new HeaderDecoder(4096)
  const send = (headers: Record<string, string>): string[] => {
    peer.request(undefined, headers)
    const [block] = peer.sent()
    const fields = new FieldList(10_000)
    decoder.decode(block?.payload as Buffer, 0, block?.payload.length ?? 0, fields)
    return fields.names.slice(4).map((name, i) => `${name}: ${fields.values[i + 4]}`)
  }
  send({ before: '1' })
  const bad = { path: '/', headers: { good: '2', 'b a d': '3' }, body: undefined }
  assert.equal(peer.session.begin(new ClientStream(), bad), 'ERR_INVALID_HTTP_TOKEN')
  for (let i = 0; i < 2; i++) {
    assert.deepEqual(send({ before: '1', good: '2' }), ['before: 1', 'good: 2'])
  }
})

test('the reserved bit of a stream id means nothing', () => {
  const peer = start()
  peer.request()
  peer.receive(ok(0x8000_0001))
  assert.deepEqual(peer.told(), ['1 head 200 {}', '1 end'])
})

// Windows.

test('a body waits for the window of its stream, and of the connection', () => {
  const peer = start({ first: settings({ window: 10 }) })
  peer.request(Buffer.alloc(25))
  assert.deepEqual(short(peer.sent()), ['headers 1 20', 'data 1 10'])
  peer.receive(frame('window', 1, uint32(5)))
  assert.deepEqual(short(peer.sent()), ['data 1 5'])
  peer.receive(frame('window', 1, uint32(100)))
  assert.deepEqual(short(peer.sent()), ['data 1 10 end'])

  const other = start({ first: settings({ window: 100_000 }) })
  other.request(Buffer.alloc(60_000))
  other.request(Buffer.alloc(60_000))
  const length = (frames: Frame[]) =>
    frames.reduce((sum, { type, payload }) => sum + (type === 'data' ? payload.length : 0), 0)
  assert.equal(length(other.sent()), 65_535)
  other.receive(frame('window', 0, uint32(1000)))
  assert.deepEqual(short(other.sent()), ['data 3 1000'])
  other.receive(frame('window', 0, uint32(1_000_000)))
  assert.equal(length(other.sent()), 120_000 - 66_535)
})

test('settings may make a window negative, and the body waits until it is positive again', () => {
  const peer = start({ first: settings({ window: 10 }) })
  peer.request(Buffer.alloc(30))
  peer.sent()
  peer.receive(settings({ window: 4 }))
  peer.receive(frame('window', 1, uint32(6)))
  assert.deepEqual(short(peer.sent()), ['settings 0 0'])
  peer.receive(frame('window', 1, uint32(1)))
  assert.deepEqual(short(peer.sent()), ['data 1 1'])
  peer.receive(settings({ window: 100 }))
  assert.deepEqual(short(peer.sent()), ['settings 0 0', 'data 1 19 end'])
})

test('an answer before the end of the request cancels the rest of the request', () => {
  const peer = start({ first: settings({ window: 10 }) })
  peer.request(Buffer.alloc(30))
  peer.sent()
  peer.receive(ok(1))
  assert.deepEqual(peer.told(), ['1 head 200 {}', '1 end'])
  assert.deepEqual(short(peer.sent()), ['rst 1 8'])
  peer.receive(frame('window', 1, uint32(100)))
  assert.deepEqual(peer.sent(), [])
})

test('octets read are credited back: to the connection always, to a stream that is filled with padding', () => {
  const peer = start()
  const ids = Array.from({ length: 10 }, () => peer.request().id)
  peer.sent()
  const padded = Buffer.concat([Buffer.of(255), Buffer.alloc(256)])
  for (const id of ids) {
    peer.receive(ok(id, END_HEADERS))
    for (let i = 0; i < 60; i++) {
      peer.receive(frame('data', id, padded, PADDED))
    }
  }
  const given = short(peer.sent())
  const sum = (start: string) =>
    given.filter((line) => line.startsWith(start)).reduce((total, line) => total + Number(line.split(' ')[2]), 0)
  assert.ok(sum('window 0 ') > 10 * 60 * 257 - 32_768)
  assert.ok(sum('window 1 ') > 60 * 257 - 8192)
  assert.ok(peer.told().every((line) => /head|data 1$/.test(line)))
})

test('a body beyond the window of its stream ends the stream', () => {
  const peer = start()
  peer.request()
  peer.sent()
  peer.receive(ok(1, END_HEADERS), frame('data', 1, Buffer.alloc(10), 0))
  // As one frame: a body in parts would be credited back in between.
  peer.receive(frame('data', 1, Buffer.alloc(16_384)))
  assert.deepEqual(short(peer.sent()), ['rst 1 3'])
  assert.match(peer.told().at(-1) ?? '', /^1 malformed/)
})

// Faults that end one stream, not the connection.

const STREAM_FAULTS: Record<string, Buffer[]> = {
  'a body before its head': [frame('data', 1, Buffer.from('x'))],
  'no status': [frame('headers', 1, Buffer.of(0, 1, 0x61, 1, 0x62), END_HEADERS)],
  'a name that is not :status': [frame('headers', 1, Buffer.from('00016103323030', 'hex'), END_HEADERS)],
  'two statuses': [frame('headers', 1, Buffer.of(0x88, 0x88), END_HEADERS)],
  'a status after a field': [frame('headers', 1, Buffer.of(0, 1, 0x61, 1, 0x62, 0x88), END_HEADERS)],
  'a status of letters': [frame('headers', 1, head('abc'), END_HEADERS)],
  'a status of four digits': [frame('headers', 1, head('2000'), END_HEADERS)],
  'status 101': [frame('headers', 1, head('101'), END_HEADERS)],
  'an interim head that ends': [frame('headers', 1, head('100'), END_HEADERS | END_STREAM)],
  'a name in upper case': [frame('headers', 1, head('200', { A: 'b' }), END_HEADERS)],
  'an empty name': [frame('headers', 1, head('200', { '': 'b' }), END_HEADERS)],
  'a pseudo-header of requests': [frame('headers', 1, Buffer.of(0x88, 0x82), END_HEADERS)],
  'a line break in a value': [frame('headers', 1, head('200', { a: 'b\nc' }), END_HEADERS)],
  'a NUL in a value': [frame('headers', 1, head('200', { a: 'b\0' }), END_HEADERS)],
  'a header of the connection': [frame('headers', 1, head('200', { connection: 'close' }), END_HEADERS)],
  'trailers that do not end': [ok(1, END_HEADERS), frame('headers', 1, OK, END_HEADERS)],
  'WINDOW_UPDATE by nothing': [frame('window', 1, uint32(0))],
  'a window over 2^31-1': [frame('window', 1, uint32(2 ** 31 - 1))],
  'a head of more than 16 KiB': [
    frame(
      'headers',
      1,
      Buffer.concat([
        OK,
        ...Array.from({ length: 120 }, (_, i) => head('1', { [`n${i}`]: 'x'.repeat(110) }).subarray(3)),
      ]),
      END_HEADERS,
    ),
  ],
}

for (const [what, frames] of Object.entries(STREAM_FAULTS)) {
  test(`ends the stream alone: ${what}`, () => {
    const peer = start()
    const stream = peer.request()
    peer.request()
    peer.sent()
    peer.receive(...frames)
    assert.match(peer.told().at(-1) ?? '', /^1 malformed: ./)
    assert.match(short(peer.sent()).at(-1) ?? '', /^rst 1 (1|3|11)$/)
    assert.equal(stream.isOpen, false)
    // The later frames are for a stream that is over.
    peer.receive(...frames.slice(0, 1), ok(3))
    assert.deepEqual(peer.told(), ['3 head 200 {}', '3 end'])
  })
}

test('a reset is reported with its code, and later frames on this stream are ignored', () => {
  const peer = start()
  peer.request()
  peer.sent()
  peer.receive(frame('rst', 1, uint32(7)), ok(1), frame('data', 1, Buffer.from('x'), END_STREAM))
  peer.receive(frame('rst', 1, uint32(7)), frame('window', 1, uint32(1)))
  assert.deepEqual(peer.told(), ['1 reset 7'])
  assert.deepEqual(peer.sent(), [])
})

test('a cancelled stream: the peer gets one reset, and its late answer still changes the table', () => {
  const peer = start()
  const stream = peer.request()
  peer.request()
  peer.sent()
  peer.session.cancel(stream)
  peer.session.cancel(stream)
  assert.deepEqual(short(peer.sent()), ['rst 1 8'])
  // a: b goes into the table with the late answer, and the next names it by index.
  peer.receive(frame('headers', 1, Buffer.of(0x88, 0x40, 1, 0x61, 1, 0x62), END_HEADERS))
  peer.receive(frame('headers', 3, Buffer.of(0x88, 0xbe), END_HEADERS | END_STREAM))
  assert.deepEqual(peer.told(), ['3 head 200 {"a":"b"}', '3 end'])
})

test('GOAWAY hands back the streams above its number, in one step or in two', () => {
  const peer = start()
  for (let i = 0; i < 4; i++) {
    peer.request()
  }
  peer.receive(frame('goaway', 0, uint32(2 ** 31 - 1, 0)))
  peer.receive(frame('goaway', 0, Buffer.concat([uint32(3, 0), Buffer.from('goodbye')])))
  peer.receive(ok(1), ok(5), ok(3))
  assert.deepEqual(peer.told(), [
    'goaway 0, refused ',
    'goaway 0, refused 5 7',
    '1 head 200 {}',
    '1 end',
    '3 head 200 {}',
    '3 end',
  ])
})

test('stream ids run out at 2^31 - 1', () => {
  const peer = start({ firstStreamId: 2 ** 31 - 3 })
  assert.equal(peer.request().id, 2 ** 31 - 3)
  assert.equal(peer.session.isExhausted, false)
  assert.equal(peer.request().id, 2 ** 31 - 1)
  assert.equal(peer.session.isExhausted, true)
  peer.receive(ok(2 ** 31 - 1))
  assert.equal(peer.told().at(-1), `${2 ** 31 - 1} end`)
})

// Faults that end the connection.

const PROTOCOL_ERROR = 1
const FLOW_CONTROL_ERROR = 3
const FRAME_SIZE_ERROR = 6
const COMPRESSION_ERROR = 9
const ENHANCE_YOUR_CALM = 11

const CONNECTION_FAULTS: Record<string, [code: number, ...frames: Buffer[]]> = {
  'a frame of 16,385 bytes': [FRAME_SIZE_ERROR, frame('data', 1, Buffer.alloc(16_385))],
  'a header alone that promises 16 MB': [FRAME_SIZE_ERROR, Buffer.from('ffffff000000000001', 'hex')],
  'DATA of the connection': [PROTOCOL_ERROR, frame('data', 0, Buffer.alloc(1))],
  'DATA on a stream that was not begun': [PROTOCOL_ERROR, frame('data', 3, Buffer.alloc(1))],
  'DATA on a stream of the peer': [PROTOCOL_ERROR, frame('data', 2, Buffer.alloc(1))],
  'padding as long as the payload': [PROTOCOL_ERROR, frame('data', 1, Buffer.of(1), PADDED)],
  'padding without its length': [FRAME_SIZE_ERROR, frame('data', 1, Buffer.alloc(0), PADDED)],
  'padding longer than a head': [PROTOCOL_ERROR, frame('headers', 1, Buffer.of(9, 0x88), PADDED | END_HEADERS)],
  'HEADERS too short for their priority': [
    FRAME_SIZE_ERROR,
    frame('headers', 1, Buffer.alloc(4), PRIORITY | END_HEADERS),
  ],
  'HEADERS of the connection': [PROTOCOL_ERROR, frame('headers', 0, OK, END_HEADERS)],
  'HEADERS on a stream that was not begun': [PROTOCOL_ERROR, ok(3)],
  'HEADERS on a stream of the peer': [PROTOCOL_ERROR, ok(2)],
  'a block that cannot be decoded': [COMPRESSION_ERROR, frame('headers', 1, Buffer.of(0x80), END_HEADERS)],
  'a block that ends too soon': [COMPRESSION_ERROR, frame('headers', 1, Buffer.of(0x88, 0x40, 5), END_HEADERS)],
  'CONTINUATION of nothing': [PROTOCOL_ERROR, frame('continuation', 1, OK, END_HEADERS)],
  'a block interrupted by a ping': [PROTOCOL_ERROR, frame('headers', 1, OK), frame('ping', 0, Buffer.alloc(8))],
  'a block interrupted by another stream': [
    PROTOCOL_ERROR,
    frame('headers', 1, OK),
    frame('continuation', 3, OK, END_HEADERS),
  ],
  'PRIORITY of the connection': [PROTOCOL_ERROR, frame('priority', 0, Buffer.alloc(5))],
  'PRIORITY of four bytes': [FRAME_SIZE_ERROR, frame('priority', 1, Buffer.alloc(4))],
  'RST_STREAM of the connection': [PROTOCOL_ERROR, frame('rst', 0, uint32(0))],
  'RST_STREAM of a stream that was not begun': [PROTOCOL_ERROR, frame('rst', 3, uint32(0))],
  'RST_STREAM of five bytes': [FRAME_SIZE_ERROR, frame('rst', 1, Buffer.alloc(5))],
  'SETTINGS of a stream': [PROTOCOL_ERROR, frame('settings', 1)],
  'SETTINGS of a broken length': [FRAME_SIZE_ERROR, frame('settings', 0, Buffer.alloc(7))],
  'an ACK of settings that says something': [FRAME_SIZE_ERROR, frame('settings', 0, Buffer.alloc(6), 1)],
  ENABLE_PUSH: [PROTOCOL_ERROR, settings({ push: 1 })],
  'INITIAL_WINDOW_SIZE over 2^31-1': [FLOW_CONTROL_ERROR, settings({ window: 2 ** 31 })],
  'MAX_FRAME_SIZE too small': [PROTOCOL_ERROR, settings({ frame: 16_383 })],
  'MAX_FRAME_SIZE too large': [PROTOCOL_ERROR, settings({ frame: 2 ** 24 })],
  PUSH_PROMISE: [PROTOCOL_ERROR, frame('push', 1, Buffer.concat([uint32(2), OK]), END_HEADERS)],
  'PING of a stream': [PROTOCOL_ERROR, frame('ping', 1, Buffer.alloc(8))],
  'PING of seven bytes': [FRAME_SIZE_ERROR, frame('ping', 0, Buffer.alloc(7))],
  'GOAWAY of a stream': [PROTOCOL_ERROR, frame('goaway', 1, Buffer.alloc(8))],
  'GOAWAY of seven bytes': [FRAME_SIZE_ERROR, frame('goaway', 0, Buffer.alloc(7))],
  'WINDOW_UPDATE of three bytes': [FRAME_SIZE_ERROR, frame('window', 0, Buffer.alloc(3))],
  'WINDOW_UPDATE of the connection by nothing': [PROTOCOL_ERROR, frame('window', 0, uint32(0))],
  'WINDOW_UPDATE of a stream that was not begun': [PROTOCOL_ERROR, frame('window', 3, uint32(1))],
  'a connection window over 2^31-1': [FLOW_CONTROL_ERROR, frame('window', 0, uint32(2 ** 31 - 1))],
  'settings that widen a stream over 2^31-1': [
    FLOW_CONTROL_ERROR,
    frame('window', 1, uint32(2 ** 31 - 1 - 65_535)),
    settings({ window: 65_536 }),
  ],
  'continuations without end': [
    ENHANCE_YOUR_CALM,
    frame('headers', 1, OK),
    ...Array.from({ length: 40 }, () => frame('continuation', 1)),
  ],
  'a block of 3 MiB': [
    ENHANCE_YOUR_CALM,
    frame('headers', 1, OK),
    ...Array.from({ length: 192 }, () => frame('continuation', 1, Buffer.alloc(16_384))),
  ],
}

for (const [what, [code, ...frames]] of Object.entries(CONNECTION_FAULTS)) {
  test(`ends the connection with ${code}: ${what}`, () => {
    const peer = start()
    peer.request()
    peer.sent()
    peer.receive(...frames)
    assert.match(peer.told().at(-1) ?? '', /^fault: ./)
    assert.equal(short(peer.sent()).at(-1), `goaway ${code}`)
    // Nothing after this is read.
    peer.receive(ok(1), frame('ping', 0, Buffer.alloc(8)))
    assert.deepEqual(peer.told(), [])
    assert.deepEqual(peer.sent(), [])
  })
}

test('the first frame has to be SETTINGS, and not the ACK of ours', () => {
  for (const first of [frame('ping', 0, Buffer.alloc(8)), frame('settings', 0, Buffer.alloc(0), 1)]) {
    const peer = start({ first })
    peer.receive(settings())
    assert.deepEqual(peer.told(), [])
    assert.deepEqual(peer.sent(), [])
  }
})

// Floods: the work that a peer can cause at no cost is bounded, and honest peers do not reach the bound.

const FLOODS: Record<string, Buffer> = {
  pings: frame('ping', 0, Buffer.alloc(8)),
  'answers to pings': frame('ping', 0, Buffer.alloc(8), 1),
  settings: settings(),
  'answers to settings': frame('settings', 0, Buffer.alloc(0), 1),
  'empty DATA': frame('data', 1),
  'DATA on a stream that is over': frame('data', 3, Buffer.alloc(1)),
  'heads on a stream that is over': ok(3),
  'resets of a stream that is over': frame('rst', 3, uint32(8)),
  'interim heads': frame('headers', 1, head('100'), END_HEADERS),
  'window updates': frame('window', 0, uint32(1)),
  'unknown frames': frame(0xbe, 0),
  priorities: frame('priority', 1, Buffer.alloc(5)),
  goaways: frame('goaway', 0, uint32(2 ** 31 - 1, 0)),
}

for (const [what, bytes] of Object.entries(FLOODS)) {
  test(`a flood of ${what} ends the connection`, () => {
    const peer = start()
    peer.request()
    const over = peer.request()
    peer.session.cancel(over)
    if (what === 'empty DATA') {
      peer.receive(ok(1, END_HEADERS))
    }
    let frames = 0
    while (!peer.told().some((line) => line.startsWith('fault')) && frames < 100_000) {
      peer.receive(...Array.from({ length: 100 }, () => bytes))
      frames += 100
    }
    assert.ok(frames <= 11_000, `${frames} frames`)
    const sent = take(peer.session)
    assert.ok(sent.length < 200_000, `${sent.length} bytes wait to be written`)
    assert.equal(short(framesOf(sent)).at(-1), `goaway ${ENHANCE_YOUR_CALM}`)
  })
}

test('a ping every second for a day, or ten frames about each request, is no flood', () => {
  const peer = start()
  for (let second = 0; second < 86_400; second++) {
    peer.pass(1000)
    peer.receive(frame('ping', 0, Buffer.alloc(8)))
    take(peer.session)
  }
  for (let i = 0; i < 20_000; i++) {
    const { id } = peer.request()
    const update = [frame('window', 0, uint32(1)), frame('window', id, uint32(1))]
    peer.receive(...Array.from({ length: 5 }, () => update).flat(), ok(id))
    take(peer.session)
  }
  assert.ok(!peer.told().some((line) => line.startsWith('fault')))
})

// Anything at all. `BELFRY_FUZZ_RUNS=1000000 npm run unit -- http2` looks for longer.

const FUZZ_RUNS = Number(process.env['BELFRY_FUZZ_RUNS'] ?? 5000)

const anyFrame = fc
  .record({
    type: fc.integer({ min: 0, max: 10 }),
    stream: fc.constantFrom(0, 1, 1, 3, 5, 2, 2 ** 31 - 1),
    flags: fc.constantFrom(0, 1, 4, 5, 8, 13, 32, 45, 255),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc.constantFrom(OK, Buffer.alloc(4), uint32(1), uint32(0, 0), Buffer.of(0, 4, 0, 0, 0, 9)),
    ),
  })
  .map(({ type, stream, flags, payload }) => frame(type, stream, payload, flags))

test('any bytes in any pieces: nothing is thrown and the output is well formed', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          anyFrame,
          fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
        ),
        {
          maxLength: 20,
        },
      ),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
      (parts, sizes) => {
        const peer = start()
        const streams = [1, 2, 3].map(() => peer.request(Buffer.alloc(100)))
        peer.sent()
        const bytes = Buffer.concat(parts)
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] as number
          peer.receive(bytes.subarray(at, at + size))
          at += size
        }
        const told = peer.told()
        const sent = peer.sent()
        // A stream is settled once, and a broken connection gets a GOAWAY.
        for (const { id } of streams) {
          const ends = told.filter((line) => new RegExp(`^${id} (end|reset|malformed)`).test(line))
          assert.ok(ends.length <= 1, told.join('\n'))
        }
        const faults = told.filter((line) => line.startsWith('fault'))
        assert.ok(faults.length <= 1)
        assert.ok(!faults.some((line) => line.includes('TypeError') || line.includes('RangeError')), faults[0])
        assert.equal(faults.length, sent.filter(({ type }) => type === 'goaway').length)
      },
    ),
    { numRuns: FUZZ_RUNS },
  )
})

test('frames are the same however their bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(10), fc.nat(100), fc.uint8Array({ maxLength: 50 })), {
        maxLength: 10,
      }),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
      (frames, sizes) => {
        const bytes = Buffer.concat(frames.map(([type, stream, payload]) => frame(type, stream, payload)))
        const seen: Frame[] = []
        const reader = new FrameReader({
          onFrame(type, flags, stream, source, start, end) {
            const payload = Buffer.from(source.subarray(start, end))
            seen.push({ type: [...TYPES, 'continuation'][type] ?? '?', flags, stream, payload })
          },
        })
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] as number
          reader.read(Buffer.from(bytes.subarray(at, at + size)))
          at += size
        }
        assert.deepEqual(seen, framesOf(bytes))
        assert.equal(seen.length, frames.length)
      },
    ),
    { numRuns: 1000 },
  )
})
