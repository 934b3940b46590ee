import assert from 'node:assert/strict'
import { connect } from 'node:http2'
import { after, before, test } from 'node:test'
import {
  encryptByHttpEce,
  makeSenderKeys,
  sendRaw,
  vapidHeader,
  type RawAnswer,
} from '#test/push-services/raw-push-sender'
import { startPushService } from '../push-service.ts'
import type { OwnSubscription, PushService } from '../push-service-api.ts'
import type { FaultInput } from './fault.ts'

const sender = makeSenderKeys()
let service: PushService
before(async () => {
  service = await startPushService()
})
after(() => service.close())

async function push(subscription: OwnSubscription, http: 1 | 2 = 2): Promise<RawAnswer> {
  return await sendRaw({
    endpoint: subscription.endpoint,
    ca: service.ca,
    resolve: service.resolve,
    http,
    headers: {
      ttl: '60',
      'content-encoding': 'aes128gcm',
      authorization: vapidHeader(sender, new URL(subscription.endpoint).origin),
    },
    body: encryptByHttpEce('hello', subscription.keys),
  })
}

async function faulty(fault: FaultInput): Promise<OwnSubscription> {
  const subscription = await service.subscribe({ profile: fault.profile })
  service.faults.add({ subscription: subscription.id, count: 1, ...fault })
  return subscription
}

test('any status, in the words of the real service, with Retry-After', async () => {
  const told = async (fault: FaultInput): Promise<RawAnswer> => await push(await faulty(fault))
  const fcm = await told({ action: 'status', profile: 'fcm', status: 429, retryAfter: 3 })
  assert.deepEqual([fcm.status, fcm.headers['retry-after']], [429, '3'])
  const apple = await told({ action: 'status', profile: 'apple', status: 429 })
  assert.equal(apple.body, '{"reason":"TooManyRequests"}')
  const mozilla = await told({ action: 'status', profile: 'mozilla', status: 503 })
  assert.equal(mozilla.headers['retry-after'], '120')
  const wns = await told({ action: 'status', profile: 'wns', status: 406 })
  assert.equal(wns.headers['x-wns-status'], 'channelthrottled')
  const date = await told({ action: 'status', profile: 'fcm', status: 503, retryAfterDate: 60 })
  assert.match(date.headers['retry-after'] ?? '', /^\w{3}, \d\d \w{3} \d{4} .* GMT$/)
  const own = await told({
    action: 'status',
    status: 418,
    body: 'a teapot',
    headers: { 'x-wns-continue-after': '9' },
  })
  assert.deepEqual([own.status, own.body, own.headers['x-wns-continue-after']], [418, 'a teapot', '9'])
})

for (const http of [1, 2] as const) {
  test(`after its count the message is taken again (HTTP/${String(http)})`, async () => {
    const subscription = await faulty({ action: 'status', status: 500, count: 2 })
    assert.equal((await push(subscription, http)).status, 500)
    assert.equal((await push(subscription, http)).status, 500)
    assert.deepEqual(service.messages(subscription.id), [])
    assert.equal((await push(subscription, http)).status, 201)
    assert.equal(service.messages(subscription.id).length, 1)
  })

  for (const action of ['cut', 'reset', 'truncate', 'goaway'] as const)
    test(`${action} breaks the request over HTTP/${String(http)} and the next one works`, async () => {
      const subscription = await faulty({ action })
      await assert.rejects(push(subscription, http))
      assert.deepEqual(service.messages(subscription.id), [])
      assert.equal((await push(subscription, http)).status, 201)
    })

  test(`a lost answer leaves the message taken (HTTP/${String(http)})`, async () => {
    const subscription = await faulty({ action: 'cut', when: 'after' })
    await assert.rejects(push(subscription, http))
    assert.equal(service.messages(subscription.id).length, 1)
  })

  test(`slow only delays (HTTP/${String(http)})`, async () => {
    const subscription = await faulty({ action: 'slow', delayMs: 80 })
    const start = performance.now()
    assert.equal((await push(subscription, http)).status, 201)
    assert.ok(performance.now() - start >= 79)
  })

  test(`hold takes nothing until it is removed (HTTP/${String(http)})`, async () => {
    const subscription = await service.subscribe()
    const { mark } = service.events
    const { id } = service.faults.add({ subscription: subscription.id, action: 'hold', count: 1 })
    const held = push(subscription, http)
    await service.events.next('faulted', { after: mark, where: ({ fault }) => fault === id })
    assert.equal((await push(subscription, http)).status, 201, 'the count is over')
    assert.equal(service.messages(subscription.id).length, 1)
    service.faults.remove(id)
    assert.equal((await held).status, 201)
    assert.equal(service.messages(subscription.id).length, 2)
  })

  test(`drip sends its body a byte at a time (HTTP/${String(http)})`, async () => {
    const subscription = await faulty({ action: 'drip', bytes: 5, intervalMs: 10 })
    const answer = await push(subscription, http)
    assert.deepEqual([answer.status, answer.body], [200, '.....'])
  })

  test(`huge sends as many bytes as asked (HTTP/${String(http)})`, async () => {
    const bytes = 3_000_000
    const answer = await push(await faulty({ action: 'huge', bytes, status: 500 }), http)
    assert.deepEqual([answer.status, answer.body.length], [500, bytes])
  })

  test(`huge headers break a careful client (HTTP/${String(http)})`, async () => {
    const subscription = await faulty({ action: 'huge-headers' })
    await assert.rejects(push(subscription, http))
    assert.equal((await push(subscription, http)).status, 201)
  })
}

test('hang never answers, and closing the service does not wait for it', async () => {
  await using other = await startPushService()
  other.faults.add({ action: 'hang' })
  const { endpoint } = await other.subscribe()
  const { mark } = other.events
  const hanging = assert.rejects(sendRaw({ endpoint, ca: other.ca, resolve: other.resolve }))
  const event = await other.events.next('faulted', { after: mark })
  assert.equal(event.action, 'hang')
  await other.close()
  await hanging
})

test('GOAWAY names the streams before as processed, and refuses the stream itself', async () => {
  const subscription = await service.subscribe()
  const url = new URL(subscription.endpoint)
  const session = connect(`https://${service.resolve[url.hostname] ?? ''}`, {
    ca: service.ca,
    servername: url.hostname,
  })
  const goaway = Promise.withResolvers<readonly [number, number]>()
  session.on('goaway', (code, last) => {
    goaway.resolve([code, last])
  })
  const open = async (): Promise<number> => {
    const headers = { ':method': 'POST', ':path': url.pathname, ':authority': url.host, ttl: '1' }
    const stream = session.request(headers)
    const closed = Promise.withResolvers<number>()
    stream.on('error', () => undefined)
    stream.on('close', () => {
      closed.resolve(stream.rstCode)
    })
    stream.resume()
    stream.end()
    return await closed.promise
  }
  assert.equal(await open(), 0)
  service.faults.add({ subscription: subscription.id, action: 'goaway', count: 1 })
  assert.equal(await open(), 7)
  assert.deepEqual(await goaway.promise, [0, 1])
  session.destroy()
})

test('a fault for a profile leaves the others alone', async () => {
  const fcm = await service.subscribe({ profile: 'fcm' })
  const apple = await service.subscribe({ profile: 'apple' })
  const { id } = service.faults.add({ profile: 'fcm', action: 'status', status: 503 })
  assert.equal((await push(fcm)).status, 503)
  assert.equal((await push(apple)).status, 201)
  assert.ok(service.faults.remove(id))
  assert.equal((await push(fcm)).status, 201)
})
