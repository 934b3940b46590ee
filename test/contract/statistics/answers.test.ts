import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { watchReputation } from '../../../packages/server/src/statistics/watch-reputation.ts'
import type { RingingAlarm } from '../../../packages/server/src/telemetry/alarms.ts'
import { createMetrics } from '../../../packages/server/src/telemetry/metrics.ts'
import { onEachBelfry } from '../../support/belfry/each-belfry.ts'
import { browserSubscription } from '../../support/belfry/temporary-belfry.ts'
import { statisticsStage } from './statistics-stage.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FIREFOX = { name: 'Firefox', os: 'Linux' }
const CHROME = { name: 'Chrome', os: 'Windows' }

await onEachBelfry('the statistics', (on, open) => {
  describe(on, { timeout: 300_000 }, () => {
    test('growth tells what came, what went and why, and adds up to what is there', async () => {
      await using stage = await statisticsStage(open)
      const { place, page, database } = stage
      const put = (body: object) => place.ask('PUT', '/b/default/subscription', body, page)
      const bodies = Array.from({ length: 7 }, (_, n) => ({
        ...browserSubscription(),
        browser: n < 2 ? CHROME : FIREFOX,
        identity: place.belfry.identify({ subscriber: `person-${n}` }),
      }))
      for (const body of bodies) assert.equal((await put(body)).status, 201)
      const [gone, left, , , renewed, back] = bodies
      assert.equal((await put(back!)).status, 200, 'a visit is no growth')
      const id = await stage.idOf(gone!.endpoint)
      const one = await stage.send({ to: { all: true } })
      await stage.store.record(await stage.outcomes(one, [id], () => ({ outcome: 'gone', at: Date.now() })), [])
      const leave = (endpoint: string, reason?: string) =>
        place.ask('DELETE', '/b/default/subscription', { endpoint, ...(reason ? { reason } : {}) }, page)
      await leave(left!.endpoint)
      await leave(left!.endpoint)
      const signedOut = await place.ask('DELETE', '/v1/subscribers/person-2/subscriptions')
      assert.ok(signedOut.status < 300, JSON.stringify(signedOut))
      assert.equal((await place.ask('DELETE', '/v1/subscribers/person-3')).status, 200)
      assert.equal((await put({ ...browserSubscription(), previous: { endpoint: renewed!.endpoint } })).status, 201)
      await leave(back!.endpoint)
      assert.equal((await put(back!)).status, 200)

      const found = await stage.stats('growth')
      const { rows } = { rows: await database.kysely.selectFrom('belfry_subscriptions').select('status').execute() }
      const present = rows.filter(({ status }) => status !== 'retired').length
      assert.deepEqual(found.totals, {
        new: 7,
        imported: 0,
        returned: 1,
        renewed: 1,
        lost: 5,
        net: 3,
        lostBy: { gone: 1, unsubscribed: 2, signedOut: 0, ended: 1, aged: 0, neverAccepted: 0, erased: 1 },
      })
      assert.deepEqual([present, found.active], [3, 3])
      assert.equal(found.points.length, 30)
      assert.equal(found.points.at(-1).net, 3)
      assert.deepEqual(
        found.breakdown.browser.map(({ name, new: came }: { name: string; new: number }) => [name, came]),
        [
          ['firefox', 5],
          ['chrome', 2],
          ['other', 0],
        ],
      )
      assert.equal((await stage.stats('growth?browser=chrome')).totals.new, 2)
      assert.deepEqual((await stage.stats('growth')).previous.totals.new, 0)
    })

    test('engagement tells what cannot be measured, and clicks of all', async () => {
      await using stage = await statisticsStage(open)
      const apple = { endpoint: 'https://web.push.apple.com/QOne' }
      const browsers = [
        await stage.subscribe(FIREFOX),
        await stage.subscribe(FIREFOX),
        await stage.subscribe({ name: 'Safari', os: 'iPhone' }, apple),
      ]
      const one = await stage.send()
      const ids = browsers.map(({ id }) => id)
      await stage.store.record(await stage.outcomes(one, ids, () => ({ at: one.createdAt + 700 })), [])
      for (const { handle } of browsers) {
        const told = ['displayed', 'clicked'].map((kind) => ({ notification: one.id, kind, at: one.createdAt }))
        await stage.tell(handle, handle === browsers[1]?.handle ? told.slice(0, 1) : told)
      }
      await stage.sort()
      for (const query of ['', `?notification=${one.id}`, '?topic=news']) {
        const { totals, breakdown } = await stage.stats(`engagement${query}`)
        assert.deepEqual(
          [totals.accepted, totals.clicked, totals.measurableShare, totals.displayRate, totals.clickRate],
          [3, 2, 0.666667, 1, 0.666667],
        )
        const ofApple = breakdown.pushService.find(({ name }: { name: string }) => name === 'apple')
        assert.deepEqual(
          [ofApple.isMeasurable, ofApple.displayed, ofApple.displayRate, ofApple.clicked],
          [false, null, null, 1],
        )
      }
      assert.equal((await stage.stats('engagement?topic=blog')).totals.accepted, 0)
      assert.equal((await stage.stats('engagement?topic=blog')).totals.clickRate, null)
      const latency = await stage.stats(`latency?notification=${one.id}`)
      assert.deepEqual(latency.totals, { count: 3, p50: 1000, p90: 1000, p95: 1000, p99: 1000 })
      assert.deepEqual(
        latency.buckets.filter(({ count }: { count: number }) => count > 0),
        [{ upToMs: 1000, count: 3 }],
      )
      assert.equal((await stage.stats('latency?topic=blog')).totals.p50, null)
    })

    test('opt-outs tell topics apart, and the person from the site and from reports', async () => {
      await using stage = await statisticsStage(open)
      const { place } = stage
      const { handle } = await stage.subscribe(FIREFOX, { identity: place.belfry.identify({ subscriber: 'ada' }) })
      const change = (topics: object) => place.ask('PUT', '/v1/subscribers/ada/preferences', { topics })
      for (const on of [false, false, true]) assert.ok((await change({ blog: on })).status < 300)
      const sent = [await stage.send(), await stage.send()]
      for (const { id, createdAt } of sent) {
        await stage.tell(handle, [{ notification: id, kind: 'irrelevant', at: createdAt }])
      }
      const { totals, topics } = await stage.stats('opt-outs')
      assert.deepEqual(totals, { on: 3, off: 1, muted: 1, takenBack: 0 })
      assert.deepEqual(
        topics.map(({ topic, on, off, muted }: Record<string, unknown>) => [topic, on, off, muted]),
        [
          ['blog', 2, 1, 0],
          ['news', 1, 0, 1],
        ],
      )
      assert.deepEqual((await stage.stats('opt-outs?topic=blog')).totals, { on: 2, off: 1, muted: 0, takenBack: 0 })
    })

    test('deliveries go by the zone’s days and hours, are CSV as well, and wrong questions are refused', async () => {
      await using stage = await statisticsStage(open)
      const { id } = await stage.subscribe(CHROME)
      const one = await stage.send()
      const at = Date.UTC(2026, 2, 29, 22, 30) // the 30th in Berlin, on whose 29th the clocks were set
      await stage.store.record(await stage.outcomes(one, [id], () => ({ at })), [])
      const accepted = async (query: string) => {
        const { points } = await stage.stats(`deliveries?from=2026-03-29&to=2026-03-30&${query}`)
        return points.flatMap((point: { at: string; accepted: number }) => (point.accepted > 0 ? [point.at] : []))
      }
      assert.deepEqual(await accepted('step=day&zone=Europe/Berlin'), ['2026-03-29T22:00:00.000Z'])
      assert.deepEqual(await accepted('step=day'), ['2026-03-29T00:00:00.000Z'])
      assert.deepEqual(await accepted('zone=Europe/Berlin'), ['2026-03-29T22:00:00.000Z'], 'by the hour')
      assert.deepEqual(await accepted('step=day&zone=Europe/Berlin&browser=chrome'), ['2026-03-29T00:00:00.000Z'])
      const late = await stage.stats('deliveries?from=2026-03-29&to=2026-03-31&zone=Asia/Kolkata')
      assert.deepEqual([late.startsLateBy, late.from], [30, '2026-03-28T19:00:00.000Z'])
      assert.equal((await stage.stats('deliveries?from=2026-03-30&to=2026-03-30')).previous.totals.accepted, 1)
      const csv = await stage.place.ask('GET', '/v1/stats/deliveries.csv?from=2026-03-29&to=2026-03-29&step=day')
      assert.match(csv.headers.get('content-type') ?? '', /^text\/csv/)
      assert.match(csv.body, /^at,accepted,gone,.*\r\n2026-03-29T00:00:00.000Z,1,0,.*\r\n$/s)
      for (const [query, field] of [
        ['zone=Mars/Base', 'zone'],
        ['from=2026-13-01', 'from'],
        ['from=2026-01-01&to=2025-01-01', 'to'],
        ['from=2020-01-01', 'to'],
        ['from=2026-10-01&to=2026-11-30&step=hour', 'to'],
        ['step=hour&browser=chrome', 'step'],
        ['browser=mosaic', 'browser'],
        ['days=3', 'days'],
        [`notification=${one.id}&browser=chrome`, 'notification'],
      ]) {
        const { status, body } = await stage.place.ask('GET', `/v1/stats/deliveries?${query}`)
        assert.deepEqual([status, body.errors?.[0].field], [400, field], query)
      }
      assert.equal((await stage.place.ask('GET', '/v1/stats/deliveries?notification=none')).status, 404)
    })

    test('a site that Google’s push service puts off is warned of, once a day', async () => {
      await using stage = await statisticsStage(open)
      const { database } = stage
      const fcm = { endpoint: 'https://fcm.googleapis.com/fcm/send/one' }
      const { id } = await stage.subscribe(CHROME, fcm)
      const one = await stage.send()
      for (const at of [Date.now() - 2 * DAY, Date.now()]) {
        const previous = at > Date.now() - DAY ? ({ outcome: 'throttled', attempts: 1 } as const) : null
        const records = await stage.outcomes(one, [id], () => ({
          outcome: 'throttled',
          reason: 'http-429',
          attempts: previous === null ? 1 : 2,
          previous,
          at,
          retryAt: at + HOUR,
        }))
        const device = 0
        await stage.store.record(
          records.map((record) => ({ ...record, device })),
          [],
        )
      }
      const found = await stage.stats('reputation')
      assert.deepEqual(
        [found.level, found.score, found.figures.throttled, found.figures.throttledDays],
        ['danger', 60, 2, 2],
      )
      assert.equal(found.findings[0].measure, 'throttled')
      const lines: object[] = []
      const log = { debug() {}, info() {}, warn: (fields: object) => lines.push(fields), error() {} }
      const rung: RingingAlarm[] = []
      const ring = (alarm: RingingAlarm) => void rung.push(alarm)
      const chore = watchReputation(database, { now: Date.now, log, metrics: createMetrics(), ring })
      const { signal } = new AbortController()
      await chore.run(signal)
      await chore.run(signal)
      assert.deepEqual(
        lines.map((line) => [(line as { site: string }).site, (line as { measure: string }).measure]),
        [['default', 'throttled']],
      )
      const [{ says, advice }] = found.findings
      assert.deepEqual(rung, [
        {
          cause: 'reputation default throttled',
          title: 'Browsers may soon limit the site default',
          text: `${advice} ${says}.`,
          screen: '?site=default',
          site: 'default',
        },
      ])
    })
  })
})
