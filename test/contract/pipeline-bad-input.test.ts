// Faults of a push service, a name server or a damaged database in a broadcast, through the whole pipeline: each ends
// in one clear outcome in bounded time and memory, and the broadcast goes on.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startPushService, type FaultInput } from '@belfry/push-service'
import { deliveryFixture, type DeliveryFixture } from '../support/deliveries/delivery-fixture.ts'
import { makeTestCertificate } from '../support/network/certificates.ts'
import { startSink } from '../support/push-services/https-sink.ts'
import { until } from '../support/time/until.ts'

const OTHERS = 60

/** The delivery of one subscription, once its first attempt is recorded. */
async function firstAttempt(fixture: DeliveryFixture, subscription: number, signal: AbortSignal) {
  const sql = 'select outcome, reason, attempts from belfry_deliveries where subscription = ?'
  await until(() => fixture.rows(sql, subscription).length > 0, signal)
  return fixture.rows(sql, subscription)[0] as { outcome: string; reason: string | null }
}

async function others(fixture: DeliveryFixture, signal: AbortSignal): Promise<void> {
  const accepted = () =>
    fixture.rows("select count(*) as n from belfry_deliveries where outcome = 'accepted'")[0]?.['n']
  await until(() => accepted() === OTHERS, signal)
}

interface Case {
  name: string
  fault: FaultInput
  outcome: string
  reason: RegExp
}

// A received status counts, even if the rest fails.
const ANSWERS: Case[] = [
  { name: 'an answer of 64 MB', fault: { action: 'huge', status: 400 }, outcome: 'rejected', reason: /^http-400/ },
  {
    name: 'headers of 1 MB',
    fault: { action: 'huge-headers', status: 400 },
    outcome: 'unreachable',
    reason: /^protocol$/,
  },
  {
    name: 'a body of one byte a second',
    fault: { action: 'drip', status: 400, intervalMs: 1000 },
    outcome: 'rejected',
    reason: /^http-400|timeout/,
  },
  {
    name: 'an answer that ends in its middle',
    fault: { action: 'truncate', status: 500 },
    outcome: 'retry-later',
    reason: /^http-500/,
  },
]

// Each of them may hang for at most 15 s.
const limit = { timeout: 40_000 }

describe('in a broadcast', () => {
  for (const { name, fault, outcome, reason } of ANSWERS) {
    test(`${name} is ${outcome}, in bounded time and memory, and the others get theirs`, limit, async (t) => {
      await using service = await startPushService()
      await using fixture = await deliveryFixture()
      const before = process.memoryUsage().rss
      const [bad] = await fixture.subscribe(service, 1)
      await fixture.subscribe(service, OTHERS)
      service.faults.add({ ...fault, subscription: bad?.id })
      await using _run = await fixture.run(service)
      await fixture.send({})
      await others(fixture, t.signal)
      const found = await firstAttempt(fixture, 1, t.signal)
      assert.equal(found.outcome, outcome)
      assert.match(found.reason ?? '', reason)
      const grown = (process.memoryUsage().rss - before) / 2 ** 20
      // The service that sends the 64 MB runs in this process too, and is stopped by backpressure.
      t.diagnostic(`${grown.toFixed(0)} MiB`)
      assert.ok(grown < 64, `memory grew by ${grown.toFixed(0)} MiB`)
    })
  }

  test('a certificate that expired, one of another name, and no TLS at all are unreachable', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await using expired = await startSink((_, response) => void response.writeHead(201).end(), {
      certificate: makeTestCertificate(['localhost'], { expired: true }),
    })
    await using stranger = await startSink((_, response) => void response.writeHead(201).end(), {
      certificate: makeTestCertificate(['elsewhere.example']),
    })
    const { keys } = await service.subscribe()
    await fixture.insert([
      { endpoint: `${expired.origin}/push`, keys },
      { endpoint: `${stranger.origin}/push`, keys },
    ])
    await fixture.subscribe(service, OTHERS)
    const { ca, resolve } = service
    const allow = [...service.allow, `localhost:${expired.port}`, `localhost:${stranger.port}`]
    await using _run = await fixture.run(service, {
      push: { allow, resolve, ca: [ca, expired.ca, stranger.ca].join('\n') },
    })
    await fixture.send({})
    await others(fixture, t.signal)
    for (const subscription of [1, 2]) {
      const { outcome, reason } = await firstAttempt(fixture, subscription, t.signal)
      assert.equal(outcome, 'unreachable')
      assert.match(reason ?? '', /^tls (CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID)$/)
    }
    assert.deepEqual(active(fixture), OTHERS + 2, 'nobody was retired')
  })

  test('an endpoint whose name no longer resolves is unreachable, and stays subscribed', limit, async (t) => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    const { keys } = await service.subscribe()
    await fixture.insert([{ endpoint: 'https://push.belfry-test.example/x', keys }])
    await fixture.subscribe(service, OTHERS)
    const { ca, resolve } = service
    const allow = [...service.allow, 'push.belfry-test.example']
    await using _run = await fixture.run(service, { push: { allow, ca, resolve } })
    await fixture.send({})
    await others(fixture, t.signal)
    const { outcome, reason } = await firstAttempt(fixture, 1, t.signal)
    assert.equal(outcome, 'unreachable')
    assert.match(reason ?? '', /^dns E[A-Z_]+$/)
    assert.equal(active(fixture), OTHERS + 1)
  })

  test('keys that were damaged in the database are rejected with their reason, once', async () => {
    await using service = await startPushService()
    await using fixture = await deliveryFixture()
    await fixture.subscribe(service, 3 + OTHERS)
    const { raw } = fixture.database
    raw.exec('update belfry_subscriptions set p256dh = zeroblob(65) where id = 1')
    raw.exec("update belfry_subscriptions set p256dh = cast(x'04' || zeroblob(64) as blob) where id = 2")
    raw.exec("update belfry_subscriptions set endpoint = 'https://' where id = 3")
    await using run = await fixture.run(service)
    await fixture.send({})
    const { notification } = await run.seen('notification-finished')
    assert.deepEqual(notification.outcomes, { accepted: OTHERS, rejected: 3 })
    const rows = fixture.rows(
      'select reason, attempts from belfry_deliveries where subscription < 4 order by subscription',
    )
    assert.ok(rows.every(({ attempts }) => Number(attempts) <= 1))
    assert.match(String(rows[0]?.['reason']), /^p256dh-(invalid|not-on-curve)$/)
    assert.equal(rows[1]?.['reason'], 'p256dh-not-on-curve')
    assert.match(String(rows[2]?.['reason']), /^endpoint-/)
    assert.equal(active(fixture), 3 + OTHERS)
  })
})

function active(fixture: DeliveryFixture): number {
  const [row] = fixture.rows("select count(*) as n from belfry_subscriptions where status = 'active'")
  return Number(row?.['n'])
}
