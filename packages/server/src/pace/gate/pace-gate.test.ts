import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { deliveryFixture, type DeliveryFixture } from '#test/deliveries/delivery-fixture'
import { until } from '#test/time/until'
import { USUAL_PACE, type Pace, type SitePaces } from '../pace.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A site with caps, and the clock of its engine. */
async function stage(site: Partial<Pace> | null, topics: SitePaces['topics'] = {}) {
  const clock = { now: Date.UTC(2026, 5, 10, 12) }
  const service = await startPushService({ now: () => clock.now })
  const fixture = await deliveryFixture(() => clock.now)
  const paces = { default: { site: site === null ? null : { ...USUAL_PACE, ...site }, topics } }
  const run = () => fixture.run(service, { paces, now: () => clock.now })
  return {
    clock,
    service,
    fixture,
    paces,
    run,
    async [Symbol.asyncDispose]() {
      await fixture[Symbol.asyncDispose]()
      await service[Symbol.asyncDispose]()
    },
  }
}

/** Sends one and waits for its end. */
async function outcomesOf(
  fixture: DeliveryFixture,
  engine: Awaited<ReturnType<DeliveryFixture['run']>>,
  input: Parameters<DeliveryFixture['send']>[0] = {},
) {
  const id = await fixture.send({ ttl: DAY / 1000, ...input })
  await engine.seen('notification-finished', ({ notification }) => notification.id === id)
  return (await fixture.get(id)).progress.outcomes
}

function received(service: PushService, people: readonly { id: string }[]): number[] {
  return people.map(({ id }) => service.messages(id).length)
}

describe('caps at delivery', () => {
  test('hold a second message until the cap allows it, and it is sent then', async () => {
    await using on = await stage({})
    const { clock, fixture, service } = on
    const people = await fixture.subscribe(service, 3)
    await using engine = await on.run()
    assert.deepEqual(await outcomesOf(fixture, engine), { accepted: 3 })
    const second = await fixture.send({ ttl: (2 * DAY) / 1000 })
    await engine.seen('outcomes', ({ outcome }) => outcome === 'held')
    await engine.stop()
    assert.deepEqual((await fixture.get(second)).progress.outcomes, { held: 3 })
    assert.deepEqual(received(service, people), [1, 1, 1])
    assert.deepEqual(
      fixture.rows("select distinct reason from belfry_deliveries where outcome = 'held'").map(({ reason }) => reason),
      ['cap-day'],
    )
    clock.now += DAY
    await using later = await on.run()
    await later.seen('notification-finished', ({ notification }) => notification.id === second)
    assert.deepEqual((await fixture.get(second)).progress.outcomes, { accepted: 3 })
    assert.deepEqual(received(service, people), [2, 2, 2])
  })

  test('skip what would expire before, and what the site or the topic wants skipped, and say why', async () => {
    await using on = await stage({}, { blog: { ...USUAL_PACE, perDay: null, perWeek: null, excess: 'skip' } })
    const { fixture, service } = on
    await fixture.subscribe(service, 2)
    await using engine = await on.run()
    await outcomesOf(fixture, engine, { to: { all: true } })
    assert.deepEqual(await outcomesOf(fixture, engine, { to: { all: true }, ttl: HOUR / 1000 }), { skipped: 2 })
    assert.deepEqual(await outcomesOf(fixture, engine, { ttl: (9 * DAY) / 1000 }), { skipped: 2 })
    assert.deepEqual(
      fixture
        .rows("select reason, attempts from belfry_deliveries where outcome = 'skipped'")
        .map((row) => ({ ...row })),
      Array.from({ length: 4 }, () => ({ reason: 'cap-day', attempts: 0 })),
    )
  })

  test('are not for what is transactional, and count none of it', async () => {
    await using on = await stage({})
    const { fixture, service } = on
    await fixture.subscribe(service, 1, { topic: 'feedback', subscriber: 'ada' })
    await using engine = await on.run()
    for (const to of [{ topic: 'feedback' }, { subscriber: 'ada' }, { topic: 'feedback' }, { all: true }] as const) {
      assert.deepEqual(await outcomesOf(fixture, engine, { to }), { accepted: 1 })
    }
    assert.deepEqual(await outcomesOf(fixture, engine, { to: { all: true } }), { skipped: 1 })
  })

  test('count a message once for a person with several browsers', async () => {
    await using on = await stage({ perDay: 2 })
    const { fixture, service } = on
    const browsers = await fixture.subscribe(service, 3, { subscriber: 'ada' })
    await using engine = await on.run()
    const to = { all: true } as const
    assert.deepEqual(await outcomesOf(fixture, engine, { to }), { accepted: 3 })
    assert.deepEqual(await outcomesOf(fixture, engine, { to }), { accepted: 3 })
    assert.deepEqual(await outcomesOf(fixture, engine, { to }), { skipped: 3 })
    assert.deepEqual(received(service, browsers), [2, 2, 2])
  })

  test('of a topic leave the others alone', async () => {
    await using on = await stage(null, { blog: USUAL_PACE })
    const { fixture, service } = on
    await fixture.subscribe(service, 2)
    await using engine = await on.run()
    assert.deepEqual(await outcomesOf(fixture, engine), { accepted: 2 })
    assert.deepEqual(await outcomesOf(fixture, engine), { skipped: 2 })
    assert.deepEqual(await outcomesOf(fixture, engine, { to: { all: true } }), { accepted: 2 })
  })

  test('take no place for people who did not get it, because it was cancelled', { timeout: 30_000 }, async (t) => {
    await using on = await stage({})
    const { fixture, service } = on
    await fixture.subscribe(service, 4)
    const engine = await fixture.run(service, { paces: on.paces, now: () => on.clock.now, maxPerMinute: 1 })
    const id = await fixture.send({})
    await engine.seen('outcomes', ({ outcome }) => outcome === 'accepted')
    await fixture.notifications.setState('default', id, 'cancelled')
    await until(() => fixture.rows('select id from belfry_jobs').length === 0, t.signal)
    await engine.stop()
    await using next = await on.run()
    const sent = (await fixture.get(id)).progress.outcomes['accepted'] ?? 0
    assert.ok(sent < 4)
    assert.deepEqual(await outcomesOf(fixture, next), { accepted: 4 - sent, skipped: sent })
  })

  test("of a person's own hold as well as the site's, the strictest first, and for that person only", async () => {
    await using on = await stage({ perDay: 2, perWeek: null })
    const { fixture, service, clock } = on
    const people = await fixture.subscribe(service, 3)
    const own = fixture.database.raw.prepare(
      `insert into belfry_delivery_preferences (subscriber_id, content, changed_at, cap_day, cap_week)
       values (?, 'full', 0, ?, ?)`,
    )
    own.run(1, 1, null)
    own.run(2, 9, 12)
    await using engine = await on.run()
    assert.deepEqual(await outcomesOf(fixture, engine), { accepted: 3 })
    assert.deepEqual(await outcomesOf(fixture, engine), { accepted: 2, skipped: 1 })
    assert.deepEqual(await outcomesOf(fixture, engine), { skipped: 3 })
    assert.deepEqual(received(service, people), [1, 2, 2])
    const reasons =
      "select subscription, reason from belfry_deliveries where outcome = 'skipped' order by notification, 1"
    assert.deepEqual(
      fixture.rows(reasons).map(({ subscription, reason }) => [subscription, reason]),
      [
        [1, 'own-cap-day'],
        [1, 'own-cap-day'],
        [2, 'cap-day'],
        [3, 'cap-day'],
      ],
    )
    clock.now += DAY
    assert.deepEqual(await outcomesOf(fixture, engine), { accepted: 3 })
  })

  test("of a person's own are in force where the site has none", async () => {
    await using on = await stage(null)
    const { fixture, service } = on
    const people = await fixture.subscribe(service, 2)
    fixture.database.raw.exec(
      `insert into belfry_delivery_preferences (subscriber_id, content, changed_at, cap_week) values (1, 'full', 0, 1)`,
    )
    await using engine = await on.run()
    assert.deepEqual(await outcomesOf(fixture, engine), { accepted: 2 })
    assert.deepEqual(await outcomesOf(fixture, engine), { accepted: 1, skipped: 1 })
    assert.deepEqual(received(service, people), [1, 2])
    assert.deepEqual(
      fixture.rows('select topic from belfry_pace_blocks').map(({ topic }) => topic),
      ['*'],
    )
  })

  test('are halved in a topic for somebody who has called it irrelevant, for thirty days', async () => {
    await using on = await stage({ perDay: null, perWeek: 4 }, { blog: { ...USUAL_PACE, perDay: null, perWeek: 2 } })
    const { fixture, service, clock } = on
    const people = await fixture.subscribe(service, 2)
    await using engine = await on.run()
    assert.deepEqual(await outcomesOf(fixture, engine, { to: { all: true } }), { accepted: 2 })
    const said = clock.now
    fixture.database.raw
      .prepare("insert into belfry_irrelevances values (1, 'blog', (select max(number) from belfry_notifications), ?)")
      .run(said)
    await engine.stop()
    await using after = await on.run()
    assert.deepEqual(await outcomesOf(fixture, after), { accepted: 2 })
    assert.deepEqual(await outcomesOf(fixture, after), { accepted: 1, skipped: 1 })
    assert.deepEqual(
      fixture.rows("select reason from belfry_deliveries where outcome = 'skipped'").map(({ reason }) => reason),
      ['not-relevant'],
    )
    assert.deepEqual(await outcomesOf(fixture, after, { to: { all: true } }), { accepted: 2 }, 'others come as before')
    await after.stop()
    clock.now += 31 * DAY
    await using later = await on.run()
    assert.deepEqual(await outcomesOf(fixture, later), { accepted: 2 })
    assert.deepEqual(await outcomesOf(fixture, later), { accepted: 2 })
    assert.deepEqual(received(service, people), [5, 6])
  })

  test('cost a site without any nothing: no row is written', async () => {
    await using on = await stage(null)
    const { fixture, service } = on
    await fixture.subscribe(service, 2)
    await using engine = await on.run()
    assert.deepEqual(await outcomesOf(fixture, engine), { accepted: 2 })
    assert.deepEqual(fixture.rows('select * from belfry_pace_blocks'), [])
  })
})
