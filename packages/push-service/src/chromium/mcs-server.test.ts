import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
import { after, before, test, type TestContext } from 'node:test'
import { encryptByHttpEce, makeSenderKeys, sendRaw, vapidHeader } from '#test/push-services/raw-push-sender'
import { startPushService } from '../push-service.ts'
import type { PushService } from '../push-service-api.ts'
import { frame, StanzaReader, tags, type Stanza } from './mcs-stanzas.ts'
import { bytesField, integerField, integerOf, readProtobuf, textOf } from './protobuf.ts'

const sender = makeSenderKeys()
let service: PushService
before(async () => {
  service = await startPushService()
})
after(() => service.close())

interface Browser {
  readonly id: string
  readonly secret: string
}

async function checkIn(): Promise<Browser> {
  const response = await fetch(service.chromium.checkinUrl, { method: 'POST', body: '' })
  const message = readProtobuf(Buffer.from(await response.arrayBuffer()))
  assert.ok(message)
  assert.equal(integerOf(message, 1), 1n)
  return { id: String(integerOf(message, 7)), secret: String(integerOf(message, 8)) }
}

async function register(browser: Browser, form: Record<string, string> = {}): Promise<Response> {
  return await fetch(service.chromium.registrationUrl, {
    method: 'POST',
    headers: { authorization: `AidLogin ${browser.id}:${browser.secret}` },
    body: new URLSearchParams({
      app: 'org.chromium.linux',
      'X-subtype': 'wp:http://127.0.0.1:3000/#0-V2',
      appid: 'abcdefghijk',
      sender: sender.publicKey,
      ...form,
    }),
  })
}

async function subscribe(browser: Browser): Promise<string> {
  const text = await (await register(browser)).text()
  assert.match(text, /^token=abcdefghijk:APA91b[\w-]+$/)
  return `https://jmt17.google.com/fcm/send/${text.slice('token='.length)}`
}

/** A minimal Chromium: logs in, collects stanzas. */
class Receiver {
  readonly stanzas: Stanza[] = []
  readonly socket: TLSSocket
  readonly #reader = new StanzaReader()

  constructor(t: TestContext) {
    const { hostname, port } = new URL(service.chromium.mcsUrl)
    this.socket = connect({
      host: '127.0.0.1',
      port: Number(port),
      servername: hostname,
      ca: service.ca,
    })
    t.after(() => this.socket.destroy())
    this.socket.on('error', () => undefined)
    this.socket.on('data', (piece: Buffer) => {
      this.stanzas.push(...(this.#reader.push(piece) ?? []))
      this.socket.emit('stanza')
    })
  }

  logIn({ id, secret }: Browser, received: readonly string[] = []): void {
    const fields = [bytesField(1, 'chrome-1'), bytesField(3, id), bytesField(5, secret)]
    const acks = received.map((persistentId) => bytesField(10, persistentId))
    this.socket.write(Buffer.concat([Buffer.of(41), frame(tags.loginRequest, ...fields, ...acks)]))
  }

  async get(index: number): Promise<Stanza> {
    while (this.stanzas.length <= index) await once(this.socket, 'stanza')
    return this.stanzas[index] as Stanza
  }
}

async function push(endpoint: string, topic?: string): Promise<number> {
  const { keys } = await service.subscribe()
  const answer = await sendRaw({
    endpoint,
    ca: service.ca,
    resolve: service.resolve,
    headers: {
      ttl: '60',
      topic,
      'content-encoding': 'aes128gcm',
      authorization: vapidHeader(sender, new URL(endpoint).origin),
    },
    body: encryptByHttpEce('hello', keys),
  })
  return answer.status
}

test('a browser checks in, registers, logs in, gets its message and acknowledges it', async (t) => {
  const browser = await checkIn()
  const endpoint = await subscribe(browser)
  const receiver = new Receiver(t)
  receiver.logIn(browser)
  assert.equal((await receiver.get(0)).tag, tags.loginResponse)

  const { mark } = service.events
  assert.equal(await push(endpoint), 201)
  const stanza = await receiver.get(1)
  assert.equal(stanza.tag, tags.dataMessage)
  const message = readProtobuf(stanza.body)
  assert.ok(message)
  assert.equal(textOf(message, 3), sender.publicKey)
  assert.equal(textOf(message, 5), 'org.chromium.linux')
  const data = (message.get(7) ?? []).map((item) => {
    const pair = readProtobuf(item as Buffer)
    assert.ok(pair)
    return [textOf(pair, 1), textOf(pair, 2)]
  })
  assert.deepEqual(data, [
    ['subtype', 'wp:http://127.0.0.1:3000/#0-V2'],
    ['content-encoding', 'aes128gcm'],
  ])
  receiver.socket.write(frame(tags.iqStanza, integerField(10, 2)))
  const ack = await service.events.next('ack', { after: mark })
  assert.equal(ack.message, textOf(message, 9))
})

test('an unacknowledged message comes again, one named at login does not', async (t) => {
  const browser = await checkIn()
  const endpoint = await subscribe(browser)
  assert.equal(await push(endpoint), 201)
  assert.equal(await push(endpoint), 201)
  const first = new Receiver(t)
  first.logIn(browser)
  const one = readProtobuf((await first.get(1)).body)
  const two = readProtobuf((await first.get(2)).body)
  assert.ok(one && two)
  first.socket.destroy()

  const second = new Receiver(t)
  second.logIn(browser, [textOf(one, 9) ?? ''])
  const again = readProtobuf((await second.get(1)).body)
  assert.ok(again)
  assert.equal(textOf(again, 9), textOf(two, 9))
})

test('a heartbeat is answered', async (t) => {
  const browser = await checkIn()
  const receiver = new Receiver(t)
  receiver.logIn(browser)
  await receiver.get(0)
  receiver.socket.write(frame(tags.heartbeatPing))
  assert.equal((await receiver.get(1)).tag, tags.heartbeatAck)
})

test('a wrong secret, a wrong version and a huge stanza end the connection', async (t) => {
  const browser = await checkIn()
  const wrong = new Receiver(t)
  wrong.logIn({ ...browser, secret: '1' })
  await once(wrong.socket, 'close')
  for (const bytes of [Buffer.of(40), Buffer.from([41, 2, 0xff, 0xff, 0xff, 0x7f]), Buffer.from([41, 2, 1, 8])]) {
    const receiver = new Receiver(t)
    receiver.socket.write(bytes)
    await once(receiver.socket, 'close')
  }
})

test('registering needs a check-in, a key on the curve, and is the same when repeated', async () => {
  const browser = await checkIn()
  const stranger = await register({ id: '1', secret: '2' })
  assert.equal(stranger.status, 401)
  assert.equal(await (await register(browser, { sender: 'abc' })).text(), 'Error=INVALID_PARAMETERS')
  assert.equal(await subscribe(browser), await subscribe(browser))
})

test('unregistering ends the subscription', async () => {
  const browser = await checkIn()
  const endpoint = await subscribe(browser)
  const { mark } = service.events
  const answer = await register(browser, { delete: 'true', sender: '*', scope: '*' })
  assert.equal(await answer.text(), 'token=abcdefghijk')
  const { by } = await service.events.next('unsubscribed', { after: mark })
  assert.equal(by, 'browser')
  assert.equal(await push(endpoint), 410)
})

test('the browser’s own registration gets a token and is no subscription', async () => {
  const browser = await checkIn()
  const { mark } = service.events
  const answer = await register(browser, { 'X-subtype': '745476177629', sender: '745476177629' })
  assert.match(await answer.text(), /^token=[\w-]+$/)
  assert.equal(service.events.mark, mark)
})
