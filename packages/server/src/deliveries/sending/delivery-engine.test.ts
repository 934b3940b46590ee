import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { deliveryFixture } from '#test/deliveries/delivery-fixture'

test('a notification reaches every subscriber of its topic once, and its outcomes are counted', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  const subscribers = await fixture.subscribe(service, 1200)
  await fixture.subscribe(service, 3, { topic: 'feedback' })
  await using run = await fixture.run(service)
  const id = await fixture.send({ title: 'News', body: 'There are some.' })
  const { notification } = await run.seen('notification-finished')
  assert.deepEqual(notification.outcomes, { accepted: 1200 })
  for (const { id: subscriber } of subscribers) {
    const [message, ...more] = service.messages(subscriber)
    assert.equal(more.length, 0)
    assert.equal(JSON.parse(message?.text ?? '').notification.data.belfry.id, id)
  }
  const details = await fixture.get(id)
  assert.equal(details.state, 'done')
  assert.deepEqual(details.progress.outcomes, { accepted: 1200 })
  assert.equal(details.progress.remaining, 0)
  assert.ok(details.progress.ratePerSecond > 0)
  assert.deepEqual(fixture.rows('select * from belfry_jobs'), [])
})

test('410 and 404 retire the subscription with their reason, and nothing else does', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  const subscribers = await fixture.subscribe(service, 12)
  const [gone, lost, mismatch, tooLarge, refused, failing] = subscribers.map(({ id }) => id)
  service.lose(gone ?? '', 410)
  service.lose(lost ?? '', 404)
  const mismatchBody = '{"code":401,"errno":109,"message":"VAPID public key mismatch"}'
  service.faults.add({ subscription: mismatch, action: 'status', status: 401, body: mismatchBody })
  service.faults.add({ subscription: tooLarge, action: 'status', status: 413 })
  service.faults.add({ subscription: refused, action: 'status', status: 400 })
  service.faults.add({ subscription: failing, action: 'status', status: 500, count: 2 })
  await using run = await fixture.run(service, { random: () => 0.02 })
  await fixture.send({})
  const { notification } = await run.seen('notification-finished')
  assert.deepEqual(notification.outcomes, {
    accepted: 7,
    gone: 2,
    'key-mismatch': 1,
    rejected: 1,
    'too-large': 1,
  })
  const states = fixture.rows('select id, status, reason from belfry_subscriptions order by id')
  assert.deepEqual(
    states.slice(0, 7).map(({ status, reason }) => [status, reason]),
    [
      ['retired', 'gone'],
      ['retired', 'gone'],
      ['key-mismatch', null],
      ['active', null],
      ['active', null],
      ['active', null],
      ['active', null],
    ],
  )
  const deliveries = fixture.rows('select * from belfry_deliveries order by subscription')
  assert.deepEqual(
    deliveries.slice(0, 6).map(({ outcome, status, attempts }) => [outcome, status, attempts]),
    [
      ['gone', 410, 1],
      ['gone', 404, 1],
      ['key-mismatch', 401, 1],
      ['too-large', 413, 1],
      ['rejected', 400, 1],
      ['accepted', 201, 3],
    ],
  )
  const accepted = fixture.rows('select id from belfry_subscriptions where last_accepted_at > 0')
  assert.equal(accepted.length, 7)
})

test('a subscription with corrupt keys or a strange endpoint is rejected, and the others get theirs', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  const good = await service.subscribeMany(3, { applicationServerKey: fixture.key.publicKey })
  const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: 'A'.repeat(22) }
  const proper = good[0]?.keys ?? keys
  await fixture.insert([
    ...good.slice(0, 2),
    { endpoint: 'https://updates.push.services.mozilla.com/wpush/v2/corrupt', keys },
    { endpoint: 'not a url', keys: proper },
    { endpoint: 'https://10.0.0.7/push', keys: proper },
    { endpoint: 'https://updates.push.services.mozilla.com:99999/x', keys: proper },
    ...good.slice(2),
  ])
  await using run = await fixture.run(service)
  await fixture.send({})
  const { notification } = await run.seen('notification-finished')
  assert.deepEqual(notification.outcomes, { accepted: 3, rejected: 4 })
  const reasons = fixture.rows("select reason from belfry_deliveries where outcome = 'rejected'")
  assert.deepEqual(
    reasons.map(({ reason }) => reason),
    ['p256dh-not-on-curve', 'endpoint-not-a-url', 'endpoint-private-address', 'endpoint-not-a-url'],
  )
})

for (const [outcome, status, word] of [
  ['rejected', 403, 'BadJwtToken'],
  ['key-mismatch', 400, 'VapidPkHashMismatch'],
] as const) {
  test(`${word}, which fails every delivery, is one alarm`, async () => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 300, { profile: 'apple' })
    const body = JSON.stringify({ reason: word })
    service.faults.add({ profile: 'apple', action: 'status', status, body })
    await using run = await fixture.run(service)
    const id = await fixture.send({})
    const { notification } = await run.seen('notification-finished')
    assert.deepEqual(notification.outcomes, { [outcome]: 300 })
    const alarms = run.events.filter(({ name }) => name === 'alarm')
    assert.equal(alarms.length, 1)
    const [{ alarm }] = alarms as [Extract<(typeof alarms)[number], { name: 'alarm' }>]
    const { summary, help, ...details } = alarm.details
    assert.ok(summary && help)
    assert.deepEqual(details, {
      outcome,
      reason: `http-${status} ${word}`,
      service: 'apple',
      site: 'default',
      vapidKeyId: fixture.key.id,
      notification: id,
    })
  })
}

for (const [profile, status, hours, off] of [
  ['apple', 403, 36, '36 h ahead'],
  ['mozilla', 401, 36, '36 h ahead'],
  ['fcm', 403, -36, '36 h behind'],
] as const) {
  test(`a clock that is ${off} is recognised by the answer of ${profile}`, async () => {
    await using service = await startPushService()
    const now = () => Date.now() + hours * 3_600_000
    await using fixture = await deliveryFixture(now)
    await fixture.subscribe(service, 3, { profile })
    await using run = await fixture.run(service, { now })
    const id = await fixture.send({})
    const { alarm } = await run.seen('alarm')
    assert.equal(alarm.details['clock'], off)
    assert.match(alarm.details['help'] ?? '', /NTP/)
    await run.seen('notification-finished')
    const [problem] = (await fixture.get(id)).problems ?? []
    const direction = hours > 0 ? 'ahead' : 'behind'
    assert.match(problem?.reason ?? '', new RegExp(`^http-${status} (.* )?clock-${direction}$`))
    assert.match(problem?.summary ?? '', new RegExp(`clock is ${direction}`))
  })
}

// 500 slows nothing down by itself, so that only the retry can wait.
for (const [profile, status] of [
  ['apple', 429],
  ['fcm', 500],
] as const) {
  test(`after ${status} a retry waits as long as it is told to, and sends the TTL that is left`, async () => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const [one] = await fixture.subscribe(service, 1, { profile })
    service.faults.add({ profile, action: 'status', status, retryAfter: 2, count: 1 })
    await using run = await fixture.run(service, { random: () => 0 })
    const started = Date.now()
    await fixture.send({ ttl: 60 })
    await run.seen('notification-finished')
    const [message] = service.messages(one?.id)
    assert.ok(Date.now() - started >= 2000)
    assert.ok((message?.ttl ?? 60) <= 58, `TTL ${message?.ttl}`)
  })
}

test('a delivery that cannot be retried before it expires has expired', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  await fixture.subscribe(service, 2)
  service.faults.add({ action: 'status', status: 503, retryAfter: 120 })
  await using run = await fixture.run(service)
  await fixture.send({ ttl: 60 })
  const { notification } = await run.seen('notification-finished')
  assert.deepEqual(notification.outcomes, { expired: 2 })
})

test('a notification that expired while the engine was off is not sent', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  await fixture.subscribe(service, 700)
  await fixture.send({ ttl: 60 })
  const later = Date.now() + 61_000
  await using run = await fixture.run(service, { now: () => later })
  const { notification } = await run.seen('notification-finished')
  assert.deepEqual(notification.outcomes, { expired: 700 })
  assert.equal(service.messages().length, 0)
})

test('a notification for now or never leaves with TTL 0', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  await fixture.subscribe(service, 1)
  await using run = await fixture.run(service)
  await fixture.send({ ttl: 0 })
  await run.seen('notification-finished')
  assert.equal(service.messages()[0]?.ttl, 0)
})

test('messages are signed with the subscription’s own key, and wait for a missing one', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  await fixture.subscribe(service, 2)
  await using run = await fixture.run(service, { keys: [], random: () => 0.01 })
  await fixture.send({})
  const { alarm } = await run.seen('alarm')
  assert.equal(alarm.details['reason'], 'vapid-key-missing')
  run.engine.setUp({ keys: [fixture.key] })
  const { notification } = await run.seen('notification-finished')
  assert.deepEqual(notification.outcomes, { accepted: 2 })
})

test('an audience is a topic, one subscriber, several, all, or nobody', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  await fixture.subscribe(service, 2, { subscriber: 'ada' })
  await fixture.subscribe(service, 1, { subscriber: 'bob', topic: 'feedback' })
  await fixture.subscribe(service, 1, { topic: 'feedback' })
  fixture.database.raw.exec('update belfry_preferences set enabled = 0 where subscriber_id = 3')
  await using run = await fixture.run(service)
  const reached = async (to: object) => {
    const id = await fixture.send({ to })
    const event = await run.seen('notification-finished', ({ notification }) => notification.id === id)
    return event.notification.audience
  }
  assert.equal(await reached({ topic: 'blog' }), 2)
  assert.equal(await reached({ topic: 'feedback' }), 1)
  assert.equal(await reached({ subscriber: 'ada' }), 2)
  assert.equal(await reached({ subscribers: ['bob', 'ada', 'nobody'] }), 3)
  assert.equal(await reached({ all: true }), 4)
  assert.equal(await reached({ subscriber: 'nobody' }), 0)
})

test('a preference that is turned off after the plan counts', async () => {
  await using service = await startPushService()
  await using fixture = await deliveryFixture()
  await fixture.subscribe(service, 10)
  await using run = await fixture.run(service, { maxPerMinute: 1 }) // it plans, and is slow to send
  const id = await fixture.send({})
  await run.seen('notification-planned')
  await run.stop()
  fixture.database.raw.exec('update belfry_preferences set enabled = 0 where subscriber_id > 4')
  await using second = await fixture.run(service)
  await second.seen('notification-finished')
  const { progress } = await fixture.get(id)
  assert.equal(progress.sent, 4)
  assert.equal(progress.audience, 4)
})
