// Each cause that keeps messages from people rings once, says what to do first, and leads to the screen about it.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { SITE_URL } from '#test/belfry/temporary-belfry'
import { until } from '#test/time/until'
import { ALARM_TEXTS } from '../../packages/dashboard/src/languages/alarms.ts'
import { createAlarmBell } from '../../packages/server/src/alarms/alarm-bell.ts'
import { createSigners } from '../../packages/server/src/deliveries/engine/signers.ts'
import type { DeliveryOutcome } from '../../packages/server/src/deliveries/delivery-store.ts'
import { alarmRaised } from '../../packages/server/src/deliveries/events.ts'
import { explainCause } from '../../packages/server/src/deliveries/undelivered/explain-cause.ts'
import { createUndeliveredAlarms } from '../../packages/server/src/deliveries/undelivered/undelivered-alarms.ts'
import { createNotifications } from '../../packages/server/src/notifications/notifications.ts'
import { createAlarms, type Alarm } from '../../packages/server/src/telemetry/alarms.ts'
import { createMetrics } from '../../packages/server/src/telemetry/metrics.ts'

/** What became of a delivery, what the title says of it, and how the cure begins. */
const UNDELIVERED: readonly [DeliveryOutcome, reason: string, title: RegExp, cure: RegExp][] = [
  ['unreachable', 'dns ENOTFOUND', /does not resolve/, /^See that a name server/],
  ['unreachable', 'tls CERT_HAS_EXPIRED', /not valid at this time/, /^Compare this machine's clock/],
  ['unreachable', 'tls ERR_TLS_CERT_ALTNAME_INVALID', /for another name/, /^Something else answers/],
  ['unreachable', 'tls SELF_SIGNED_CERT_IN_CHAIN', /authority that Belfry does not know/, /^Give the PEM file/],
  ['unreachable', 'tls EPROTO', /TLS handshake/, /^Try openssl/],
  ['unreachable', 'connect ECONNREFUSED', /are refused/, /^Let this machine reach port 443/],
  ['unreachable', 'connect EHOSTUNREACH', /no way to the push service/, /^Let this machine reach port 443/],
  ['unreachable', 'proxy http-407', /asks for a user/, /^Give them in its URL/],
  ['unreachable', 'proxy http-403', /does not allow the way/, /^Let the proxy allow CONNECT/],
  ['unreachable', 'proxy http-502', /proxy does not reach/, /^See what the log of the proxy says/],
  ['unreachable', 'proxy DEPTH_ZERO_SELF_SIGNED_CERT', /proxy's certificate/, /^Give the PEM file/],
  ['unreachable', 'proxy ECONNREFUSED', /proxy cannot be reached/, /^Look at BELFRY_PUSH_PROXY/],
  ['unreachable', 'timeout connect', /cannot be connected to in time/, /^A firewall that drops packets/],
  ['unreachable', 'timeout answer', /does not answer in time/, /^Belfry tries again/],
  ['unreachable', 'reset', /closes the connection/, /^Belfry tries again/],
  ['unreachable', 'protocol', /does not speak HTTP/, /^Something else answers/],
  ['rejected', 'endpoint-private-address', /private address/, /^If it is yours, allow it/],
  ['rejected', 'endpoint-not-allowed', /not on the allow-list/, /^If these browsers are to be reached/],
  ['rejected', 'p256dh-invalid', /damaged in the database/, /^Nothing can be sent to them/],
  ['retry-later', 'vapid-key-missing', /VAPID private key/, /^Put back the secrets\.json/],
  ['key-mismatch', 'http-403', /another VAPID key/, /^Put the former key back/],
  ['rejected', 'http-403 clock-ahead', /clock is ahead/, /^Let the clock follow NTP/],
  ['rejected', 'http-403 clock-behind', /clock is behind/, /^Let the clock follow NTP/],
  ['rejected', 'http-403 BadJwtToken', /does not accept how Belfry signs/, /^Set BELFRY_CONTACT/],
  ['too-large', 'http-413', /too large/, /^Shorten its text/],
  ['rejected', 'http-400', /refuses the request/, /^Look the reason up/],
  ['expired', 'http-429', /takes no more/, /^Send less/],
  ['expired', 'http-503', /trouble of its own/, /^Belfry tries again/],
  ['expired', 'quiet-hours', /before its subscriber wanted/, /^Give it a longer ttl/],
  ['expired', 'expired', /before it could be sent/, /^Give it a longer ttl/],
]

const DAY_MS = 86_400_000

test('the dashboard has words for each in its other languages', () => {
  for (const [language, texts] of Object.entries(ALARM_TEXTS)) {
    for (const [outcome, reason] of UNDELIVERED) {
      const { summary } = explainCause({ outcome, reason })
      assert.ok(texts[summary], `${language} has nothing for “${summary}”`)
    }
    assert.ok(Object.keys(texts).length <= UNDELIVERED.length, `${language} has words for what nobody says`)
  }
})

await onEachBelfry('causes of alarms', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    test('each rings once, with its cure and a link', async (t) => {
      await using place = await open()
      const s = await stage(place)
      for (const [number, [outcome, reason, title, cure]] of UNDELIVERED.entries()) {
        // Ten causes a day ring: here each has a day of its own. Two processes meet it.
        const at = Date.now() + number * DAY_MS
        s.meet(outcome, reason, at)
        s.meet(outcome, reason, at)
        await until(async () => (await s.rung()).length === number + 1, t.signal)
        const shown = (await s.rung()).at(-1)
        const words = `${outcome} ${reason}`
        assert.match(shown?.title ?? '', title, words)
        assert.match(shown?.title ?? '', /^[A-Z].*[^…]$/, words)
        assert.match(shown?.body ?? '', cure, words)
        assert.equal(shown?.navigate, `${SITE_URL}/dashboard/system`, words)
      }
      const later = s.raiseAt(Date.now() + UNDELIVERED.length * DAY_MS)
      const signers = createSigners((event) => event.name === 'alarm' && later(event.alarm))
      const { publicKey } = (await place.ask('GET', '/b/default/config')).body.vapidKey
      signers.set([{ id: 'lost', publicKey, privateKey: 'none', subject: 'mailto:ops@example.com' }])
      await until(async () => (await s.rung()).length > UNDELIVERED.length, t.signal)
      const all = await s.rung()
      assert.equal(all.length, UNDELIVERED.length + 1, 'none rang twice')
      assert.match(all.at(-1)?.title ?? '', /VAPID private key/)
      assert.match(all.at(-1)?.body ?? '', /^Put back the secrets\.json/)
    })
  })
})

async function stage(place: Place) {
  const { database } = place
  const joined = await place.ask('POST', '/v1/alarms/browsers', undefined, { origin: SITE_URL })
  assert.equal(joined.status, 200)
  const enqueue = () => Promise.resolve()
  const notifications = createNotifications({ database, enqueue, wake: () => undefined, now: Date.now })
  const failed: object[] = []
  const log = { debug() {}, info() {}, warn: (fields: object) => void failed.push(fields), error() {} }
  const raiseAt = (at: number) => {
    const ring = createAlarmBell({ database, notifications: () => notifications, log, now: () => at })
    return (alarm: Alarm) => alarmRaised(alarm, { log, metrics: createMetrics(), ring })
  }
  return {
    raiseAt,
    /** As an engine that has just started meets it. */
    meet(outcome: DeliveryOutcome, reason: string, at: number): void {
      const due = { service: 'fcm', endpoint: 'https://fcm.googleapis.com/x', vapidKeyId: 'key' }
      const notification = { id: 'n1', siteId: 'default' }
      createUndeliveredAlarms(createAlarms(raiseAt(at), () => at)).note({ due, notification, outcome, reason })
    },
    /** What was sent to operators, in order. */
    async rung(): Promise<{ title: string; body: string; navigate: string }[]> {
      assert.deepEqual(failed, [])
      const rows = await database.kysely
        .selectFrom('belfry_notifications')
        .select('payload')
        .where('site_id', '=', 'belfry-alarms')
        .orderBy('number')
        .execute()
      return rows.map(({ payload }) => JSON.parse(payload).notification)
    },
  }
}
