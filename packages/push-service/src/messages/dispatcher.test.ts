import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encryptByHttpEce, sendRaw, vapidHeader, makeSenderKeys } from '#test/push-services/raw-push-sender'
import { startPushService, type PushServiceOptions } from '../push-service.ts'
import type { OwnSubscription, PushService } from '../push-service-api.ts'

const sender = makeSenderKeys()

interface Desk extends AsyncDisposable {
  readonly service: PushService
  readonly off: OwnSubscription
  passSeconds(seconds: number): void
  push(text: string, headers?: Record<string, string>): Promise<string>
  texts(): (string | undefined)[]
}

/** A service with its own clock and one subscriber that is switched off. */
async function openDesk(options: PushServiceOptions = {}): Promise<Desk> {
  let now = Date.now()
  const service = await startPushService({ ...options, now: () => now })
  const off = await service.subscribe({ online: false })
  return {
    service,
    off,
    passSeconds: (seconds) => {
      now += seconds * 1000
    },
    push: async (text, headers = {}) => {
      const answer = await sendRaw({
        endpoint: off.endpoint,
        ca: service.ca,
        resolve: service.resolve,
        headers: {
          ttl: '60',
          'content-encoding': 'aes128gcm',
          authorization: vapidHeader(sender, new URL(off.endpoint).origin, { now }),
          ...headers,
        },
        body: encryptByHttpEce(text, off.keys),
      })
      assert.equal(answer.status, 201)
      return answer.headers['location'] ?? ''
    },
    texts: () => service.messages(off.id).map(({ text }) => text),
    [Symbol.asyncDispose]: () => service.close(),
  }
}

test('messages wait for a subscriber that is off and arrive in order', async () => {
  await using desk = await openDesk()
  const { mark } = desk.service.events
  await desk.push('one')
  await desk.push('two')
  assert.deepEqual(desk.texts(), [])
  assert.equal(desk.service.subscription(desk.off.id)?.waiting, 2)
  desk.service.setOnline(desk.off.id, true)
  assert.deepEqual(desk.texts(), ['one', 'two'])
  assert.equal(desk.service.subscription(desk.off.id)?.waiting, 0)
  const types = desk.service.events.since(mark).map(({ type }) => type)
  assert.equal(types.join(' '), 'accepted stored accepted stored delivered ack delivered ack')
})

test('a message that outlives its TTL never arrives', async () => {
  await using desk = await openDesk()
  await desk.push('short', { ttl: '10' })
  await desk.push('long', { ttl: '100' })
  desk.passSeconds(10)
  const { mark } = desk.service.events
  desk.service.setOnline(desk.off.id, true)
  assert.deepEqual(desk.texts(), ['long'])
  assert.equal(desk.service.events.since(mark)[0]?.type, 'expired')
})

test('TTL 0 reaches only subscribers that are online', async () => {
  await using desk = await openDesk()
  const { mark } = desk.service.events
  await desk.push('now or never', { ttl: '0' })
  const dropped = await desk.service.events.next('dropped', { after: mark })
  assert.equal(dropped.reason, 'nobody-there')
  desk.service.setOnline(desk.off.id, true)
  assert.deepEqual(desk.texts(), [])
  await desk.push('now', { ttl: '0' })
  assert.deepEqual(desk.texts(), ['now'])
})

test('a message replaces the waiting one with the same Topic, with its own TTL', async () => {
  await using desk = await openDesk()
  await desk.push('first', { topic: 'score', ttl: '1000' })
  await desk.push('other', { topic: 'weather' })
  await desk.push('second', { topic: 'score', ttl: '20' })
  assert.equal(desk.service.subscription(desk.off.id)?.waiting, 2)
  desk.service.setOnline(desk.off.id, true)
  assert.deepEqual(desk.texts(), ['other', 'second'])

  desk.service.setOnline(desk.off.id, false)
  await desk.push('third', { topic: 'score', ttl: '1000' })
  await desk.push('fourth', { topic: 'score', ttl: '20' })
  desk.passSeconds(30)
  desk.service.setOnline(desk.off.id, true)
  assert.deepEqual(desk.texts(), ['other', 'second'])
})

test('too many waiting messages push out the oldest', async () => {
  await using desk = await openDesk({ limits: { waitingPerSubscription: 2 } })
  for (const text of ['one', 'two', 'three']) await desk.push(text)
  desk.service.setOnline(desk.off.id, true)
  assert.deepEqual(desk.texts(), ['two', 'three'])
})

test('a sender takes back a waiting message at its Location', async () => {
  await using desk = await openDesk()
  const location = await desk.push('regretted')
  const recall = (): Promise<{ status: number }> =>
    sendRaw({
      endpoint: location,
      ca: desk.service.ca,
      resolve: desk.service.resolve,
      method: 'DELETE',
    })
  assert.equal((await recall()).status, 204)
  assert.equal((await recall()).status, 404)
  desk.service.setOnline(desk.off.id, true)
  assert.deepEqual(desk.texts(), [])
})

test('unsubscribing drops waiting messages and reports it', async () => {
  await using desk = await openDesk()
  await desk.push('too late')
  const { mark } = desk.service.events
  desk.service.unsubscribe(desk.off.id)
  const types = desk.service.events.since(mark).map(({ type }) => type)
  assert.deepEqual(types, ['dropped', 'unsubscribed'])
})

test('a body that cannot be decrypted is counted and acknowledged with 101', async () => {
  await using desk = await openDesk()
  desk.service.setOnline(desk.off.id, true)
  const stranger = await desk.service.subscribe()
  const { mark } = desk.service.events
  const answer = await sendRaw({
    endpoint: desk.off.endpoint,
    ca: desk.service.ca,
    resolve: desk.service.resolve,
    headers: { ttl: '60', 'content-encoding': 'aes128gcm' },
    body: encryptByHttpEce('not for you', stranger.keys),
  })
  assert.equal(answer.status, 201)
  const ack = await desk.service.events.next('ack', { after: mark })
  assert.equal(ack.code, 101)
  assert.equal(desk.service.subscription(desk.off.id)?.own?.undecryptable, 1)
  assert.equal(desk.service.messages(desk.off.id)[0]?.fault, 'bad-encryption')
})
