import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { after, before, test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { WebSocket } from 'ws'
import { encryptByHttpEce, makeSenderKeys, sendRaw, vapidHeader } from '#test/push-services/raw-push-sender'
import { startPushService } from '../push-service.ts'
import type { PushService } from '../push-service-api.ts'
import { parseClientFrame } from './autopush-frames.ts'

const sender = makeSenderKeys()
let service: PushService
before(async () => {
  service = await startPushService()
})
after(() => service.close())

interface Frame {
  readonly [name: string]: unknown
}

/** A minimal Firefox: sends frames and collects the answers. */
class Client {
  readonly frames: Frame[] = []
  readonly socket: WebSocket

  constructor(t: TestContext, options: { origin?: string } = {}) {
    this.socket = new WebSocket(service.autopushUrl, 'push-notification', options)
    t.after(() => {
      this.socket.terminate()
    })
    this.socket.on('error', () => undefined)
    this.socket.on('message', (data) => {
      this.frames.push(JSON.parse((data as Buffer).toString()) as Frame)
      this.socket.emit('frame')
    })
  }

  async say(frame: object): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open')
    this.socket.send(JSON.stringify(frame))
  }

  async next(): Promise<Frame> {
    while (this.frames.length === 0) await once(this.socket, 'frame')
    return this.frames.shift() as Frame
  }

  async ask(frame: object): Promise<Frame> {
    await this.say(frame)
    return await this.next()
  }

  async hello(uaid?: string): Promise<string> {
    const hello = { messageType: 'hello', broadcasts: {}, use_webpush: true }
    const reply = await this.ask(uaid === undefined ? hello : { ...hello, uaid })
    assert.equal(reply['status'], 200)
    return String(reply['uaid'])
  }

  async register(channelID: string = randomUUID()): Promise<{ channelID: string; endpoint: string }> {
    // Firefox pads the key.
    const key = `${sender.publicKey}=`
    const reply = await this.ask({ messageType: 'register', channelID, key })
    assert.equal(reply['status'], 200)
    return { channelID, endpoint: String(reply['pushEndpoint']) }
  }
}

async function push(endpoint: string, headers: Record<string, string> = {}): Promise<number> {
  const { keys } = await service.subscribe()
  const answer = await sendRaw({
    endpoint,
    ca: service.ca,
    headers: {
      ttl: '60',
      'content-encoding': 'aes128gcm',
      authorization: vapidHeader(sender, new URL(endpoint).origin),
      ...headers,
    },
    body: encryptByHttpEce('hello', keys),
  })
  return answer.status
}

test('a message goes to the channel it is for, and its ack and nack are seen', async (t) => {
  const client = new Client(t)
  await client.hello()
  const { channelID, endpoint } = await client.register()
  const { mark } = service.events
  assert.equal(await push(endpoint), 201)
  const { version, ...frame } = await client.next()
  assert.equal(frame['channelID'], channelID)
  assert.deepEqual(frame['headers'], { encoding: 'aes128gcm' })
  assert.match(String(frame['data']), /^[\w-]+$/)
  await client.say({ messageType: 'ack', updates: [{ channelID, version, code: 100 }] })
  await client.say({ messageType: 'nack', version, code: 302 })
  const ack = await service.events.next('ack', { after: mark })
  assert.deepEqual([ack.message, ack.code], [version, 100])
  const nack = await service.events.next('nack', { after: mark })
  assert.deepEqual([nack.message, nack.code], [version, 302])
})

test('an unacknowledged message comes again on the next connection, an acknowledged one not', async (t) => {
  const first = new Client(t)
  const uaid = await first.hello()
  const { channelID, endpoint } = await first.register()
  await push(endpoint)
  await push(endpoint)
  const one = await first.next()
  const two = await first.next()
  const { mark } = service.events
  const update = { channelID, version: one['version'], code: 100 }
  await first.say({ messageType: 'ack', updates: [update] })
  await service.events.next('ack', { after: mark })
  first.socket.terminate()
  await service.events.next('disconnected', { after: mark })
  assert.equal(await push(endpoint), 201)

  const second = new Client(t)
  assert.equal(await second.hello(uaid), uaid)
  assert.equal((await second.next())['version'], two['version'])
  assert.notEqual((await second.next())['version'], two['version'])
})

test('unregister ends the subscription with its code', async (t) => {
  const client = new Client(t)
  await client.hello()
  const { channelID, endpoint } = await client.register()
  const { mark } = service.events
  const reply = await client.ask({ messageType: 'unregister', channelID, code: 202 })
  assert.deepEqual(reply, { messageType: 'unregister', channelID, status: 200 })
  const gone = await service.events.next('unsubscribed', { after: mark })
  assert.deepEqual([gone.by, gone.code], ['browser', 202])
  assert.equal(await push(endpoint), 410)
})

test('a new identity drops every subscription of Firefox', async (t) => {
  const client = new Client(t)
  const uaid = await client.hello()
  const { endpoint } = await client.register()
  const closed = once(client.socket, 'close')
  service.firefox.newIdentity()
  await closed
  assert.equal(await push(endpoint), 410)
  assert.notEqual(await new Client(t).hello(uaid), uaid)
})

test('losing a subscription leaves the browser its identity', async (t) => {
  const first = new Client(t)
  const uaid = await first.hello()
  const { mark } = service.events
  const { endpoint } = await first.register()
  const { subscription } = await service.events.next('subscribed', { after: mark })
  service.lose(subscription)
  assert.equal(await push(endpoint), 410)
  assert.equal(await new Client(t).hello(uaid), uaid)
})

test('an unknown uaid is replaced', async (t) => {
  assert.notEqual(await new Client(t).hello('0'.repeat(32)), '0'.repeat(32))
})

test('registering a channel twice gives the same endpoint', async (t) => {
  const client = new Client(t)
  await client.hello()
  const { channelID, endpoint } = await client.register()
  assert.equal((await client.register(channelID)).endpoint, endpoint)
})

test('a key that is no point is refused', async (t) => {
  const client = new Client(t)
  await client.hello()
  const reply = await client.ask({ messageType: 'register', channelID: randomUUID(), key: 'AAAA' })
  assert.equal(reply['status'], 400)
})

test('a ping is answered', async (t) => {
  const client = new Client(t)
  await client.hello()
  assert.deepEqual(await client.ask({}), {})
})

test('nonsense, binary and a first frame that is no hello end the connection', async (t) => {
  for (const data of ['{', '[]', '{"messageType":"dance"}', Buffer.of(1), '{"messageType":"ping"}']) {
    const client = new Client(t)
    await once(client.socket, 'open')
    client.socket.send(data)
    await once(client.socket, 'close')
  }
})

test('a web page may not connect', async (t) => {
  const client = new Client(t, { origin: 'https://evil.example' })
  const [error] = (await once(client.socket, 'error')) as [Error]
  assert.match(error.message, /403/)
})

test('frames with wrong parts are refused', () => {
  const wrong = [
    { messageType: 'register' },
    { messageType: 'register', channelID: '../x' },
    { messageType: 'register', channelID: 'x', key: 5 },
    { messageType: 'ack', updates: 'all' },
    { messageType: 'ack', updates: [null] },
    { messageType: 'ack', updates: [{ channelID: 'x' }] },
    { messageType: 'ack', updates: Array.from({ length: 1001 }, () => ({})) },
    { messageType: 'nack' },
    { messageType: 'unregister' },
  ]
  for (const frame of wrong) assert.equal(parseClientFrame(JSON.stringify(frame)), undefined)
})

test('any frame is read or refused, and never throws', () => {
  const types = fc.constantFrom('hello', 'register', 'unregister', 'ack', 'nack', 'ping', 'dance')
  const frames = fc.record({
    messageType: types,
    channelID: fc.jsonValue(),
    version: fc.jsonValue(),
    updates: fc.jsonValue(),
    key: fc.jsonValue(),
    code: fc.jsonValue(),
  })
  fc.assert(fc.property(frames, (frame) => void parseClientFrame(JSON.stringify(frame))))
  fc.assert(fc.property(fc.string(), (text) => void parseClientFrame(text)))
})
