// Operators' own browsers are told of alarms: a cause once a day, with what to do, and never in a circle.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startPushService, type OwnSubscription, type ProfileName, type PushService } from '@belfry/push-service'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { SITE_URL } from '#test/belfry/temporary-belfry'
import { until } from '#test/time/until'
import { silenceFormerOperators } from '../../packages/server/src/alarms/alarm-people.ts'
import { claimRing } from '../../packages/server/src/alarms/claim-ring.ts'

const HOUR_MS = 3_600_000

let service: PushService
before(async () => (service = await startPushService()))
after(() => service.close())

await onEachBelfry('alarms', (on, open) => {
  const start = () => {
    const { allow, ca, resolve } = service
    return open({ work: true, push: { allow: [...allow], ca, resolve } })
  }

  describe(on, { timeout: 240_000 }, () => {
    test('ring in the browser of an operator, once for a cause, with what to do', async (t) => {
      await using place = await start()
      const operator = await joinAlarms(place, 'mozilla')
      const stranger = await subscribe(place, 'belfry-alarms', 'mozilla', {})
      const visitor = await subscribe(place, 'default', 'fcm', {})
      using _refusing = fault({ subscription: visitor.id, action: 'status', status: 403 })

      await send(place)
      await until(() => heard(operator).length === 1, t.signal)
      const [message] = heard(operator)
      assert.match(message?.title ?? '', /^The subscriptions were made with another VAPID key$/)
      assert.match(message?.body ?? '', /\w\. \w/)
      assert.equal(message?.navigate, `${SITE_URL}/dashboard/system`)
      const shown = (await place.ask('GET', '/v1/alarms')).body
      assert.equal(shown.browsers, 1)
      assert.equal(shown.rings.length, 1)

      await ended(place, await send(place))
      assert.deepEqual([heard(operator).length, heard(stranger).length], [1, 0])
    })

    test('do not ring about themselves', async (t) => {
      await using place = await start()
      const operator = await joinAlarms(place, 'wns')
      const visitor = await subscribe(place, 'default', 'wns', {})
      using _one = fault({ subscription: operator.id, action: 'status', status: 403 })
      using _other = fault({ subscription: visitor.id, action: 'status', status: 403 })
      await ended(place, await send(place))
      const sent = async () => (await place.ask('GET', '/v1/notifications?site=belfry-alarms')).body.notifications
      await until(async () => (await sent())[0]?.state === 'done', t.signal)
      await ended(place, await send(place))
      assert.equal((await sent()).length, 1)
    })

    test('can be tried, and only by who may see the whole server', async () => {
      await using place = await start()
      assert.deepEqual((await place.ask('POST', '/v1/alarms/tests')).body, { notification: null, browsers: 0 })
      const operator = await joinAlarms(place, 'fcm')
      const tried = await place.ask('POST', '/v1/alarms/tests')
      assert.deepEqual([tried.status, tried.body.browsers], [202, 1])
      await ended(place, tried.body.notification, 'belfry-alarms')
      assert.match(heard(operator)[0]?.title ?? '', /how an alarm of Belfry looks/)

      const key = await place.ask('POST', '/v1/api-keys', { name: 'one site', scopes: ['read', 'send', 'manage'] })
      const authorization = `Bearer ${key.body.key}`
      for (const [method, path] of [
        ['GET', ''],
        ['POST', '/browsers'],
        ['POST', '/tests'],
      ] as const) {
        const answer = await place.ask(method, `/v1/alarms${path}`, undefined, { authorization, origin: SITE_URL })
        assert.deepEqual([answer.status, answer.body.code], [403, 'site-not-granted'], `${method} ${path}`)
      }
      for (const [origin, code] of [
        [undefined, 'origin-missing'],
        ['http://example.com', 'origin-foreign'],
        ['null', 'origin-foreign'],
        ['https://elsewhere.example', 'origin-foreign'],
        ['http://localhost:8030', 'origin-foreign'],
      ] as const) {
        const headers = origin === undefined ? {} : { origin }
        const answer = await place.ask('POST', '/v1/alarms/browsers', undefined, headers)
        assert.deepEqual([answer.status, answer.body.code], [403, code])
      }
      const { origins } = (await place.ask('GET', '/v1/sites/belfry-alarms')).body
      assert.deepEqual(origins, [SITE_URL])
    })

    test('are taken from who has no account any more', async () => {
      await using place = await start()
      await joinAlarms(place, 'apple')
      const { kysely } = place.database
      const at = Date.now()
      const ada = { id: 'ada', name: 'Ada', email: 'ada@example.com', role: 'owner', created_at: at, updated_at: at }
      await kysely
        .insertInto('belfry_operators')
        .values(ada as never)
        .execute()
      const who = { site: 'belfry-alarms', subscriber: 'account:ada', topics: ['alarms'] }
      await subscribe(place, 'belfry-alarms', 'apple', { identity: place.belfry.identify(who), topics: ['alarms'] })
      const browsers = async () => (await place.ask('GET', '/v1/alarms')).body.browsers as number
      await silenceFormerOperators(kysely)
      assert.equal(await browsers(), 2)
      await kysely.deleteFrom('belfry_operators').execute()
      await silenceFormerOperators(kysely)
      assert.equal(await browsers(), 1)
    })

    test('ring once a day for a cause, and for ten causes a day', async () => {
      await using place = await open()
      const at = Date.parse('2026-11-30T12:00:00Z')
      const claim = (cause: string, time: number) => claimRing(place.database, cause, time)
      const both = await Promise.all([claim('tls', at), claim('tls', at)])
      assert.equal(both.filter(Boolean).length, 1)
      assert.equal(await claim('tls', at + 23 * HOUR_MS), false)
      assert.equal(await claim('tls', at + 24 * HOUR_MS), true)
      const many = Array.from({ length: 12 }, (_, n) => `cause ${n}`)
      const rung = []
      for (const cause of many) rung.push(await claim(cause, at + 24 * HOUR_MS))
      assert.equal(rung.filter(Boolean).length, 9)
    })
  })
})

async function joinAlarms(place: Place, profile: ProfileName): Promise<OwnSubscription> {
  const { status, body } = await place.ask('POST', '/v1/alarms/browsers', undefined, { origin: SITE_URL })
  assert.equal(status, 200, JSON.stringify(body))
  return subscribe(place, body.site, profile, { identity: body.identity, topics: [body.topic] })
}

async function subscribe(place: Place, site: string, profile: ProfileName, more: object): Promise<OwnSubscription> {
  const { vapidKey } = (await place.ask('GET', `/b/${site}/config`)).body
  const made = await service.subscribe({ applicationServerKey: vapidKey.publicKey, profile })
  const { endpoint, keys } = made
  const headers = { origin: SITE_URL }
  const answer = await place.ask('PUT', `/b/${site}/subscription`, { endpoint, keys, ...more }, headers)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return made
}

async function send(place: Place): Promise<string> {
  const { body } = await place.ask('POST', '/v1/notifications', { to: { all: true }, title: 'Hello' })
  return body.id
}

async function ended(place: Place, id: string, site = 'default'): Promise<void> {
  await until(
    async () => (await place.ask('GET', `/v1/notifications/${id}?site=${site}`)).body.state === 'done',
    AbortSignal.timeout(60_000),
  )
}

function fault(given: Parameters<PushService['faults']['add']>[0]): Disposable {
  const added = service.faults.add(given)
  return { [Symbol.dispose]: () => service.faults.remove(added.id) }
}

function heard({ id }: OwnSubscription): { title: string; body: string; navigate: string }[] {
  return service.messages(id).map(({ text }) => {
    const parsed = JSON.parse(text ?? '{}') as { notification?: { title: string; body: string; navigate: string } }
    return parsed.notification ?? (parsed as never)
  })
}
