// Why one browser gets its notifications, or does not, as the API says it, on both databases.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { browserSubscription, endpointDigest, SITE_URL } from '#test/belfry/temporary-belfry'

interface Diagnosis {
  reachable: boolean
  findings: { check: string; level: string; text: string; help: string | null }[]
  deliveries: { notification: string; outcome: string }[]
}

await onEachBelfry('the diagnosis of a browser', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    let place: Place
    before(async () => (place = await open({ topics: { blog: { name: 'Blog' } } })))
    after(() => place[Symbol.asyncDispose]())

    async function subscribe(name: string, topics: string[]): Promise<string> {
      const { endpoint, keys } = browserSubscription(name)
      const answer = await place.ask('PUT', '/b/default/subscription', { endpoint, keys, topics }, { origin: SITE_URL })
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      return endpointDigest(endpoint)
    }

    async function diagnose(id: string): Promise<Diagnosis & { of: (check: string) => Diagnosis['findings'][number] }> {
      const { status, body } = await place.ask('GET', `/v1/subscriptions/${id}/diagnosis`)
      assert.equal(status, 200, JSON.stringify(body))
      const found = body as Diagnosis
      const of = (check: string) => found.findings.find((finding) => finding.check === check) ?? assert.fail(check)
      return { ...found, of }
    }

    test('says that all is well, and what it looked at', async () => {
      const found = await diagnose(await subscribe('well', ['blog']))
      assert.equal(found.reachable, true)
      assert.deepEqual(
        found.findings.map(({ level }) => level),
        ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
      )
      assert.match(found.of('topics').text, /has on: blog/)
    })

    test('names what ended it, and what to do', async () => {
      const id = await subscribe('ended', [])
      await place.ask('DELETE', `/v1/subscriptions/${id}`)
      const found = await diagnose(id)
      assert.equal(found.reachable, false)
      assert.match(found.of('status').text, /ended by the site/)
      assert.equal(found.of('topics').level, 'warning')
    })

    test('says what keeps everybody from its push service at present, though nothing was sent to it', async () => {
      const id = await subscribe('waits', ['blog'])
      const [waiting, failed] = [await subscribe('fails', ['blog']), await numberOf('fails')]
      const { body } = await place.ask('POST', '/v1/notifications', { to: { all: true }, title: 'Hello' })
      const { kysely } = place.database
      const { number } = await kysely
        .selectFrom('belfry_notifications')
        .select('number')
        .where('id', '=', (body as { id: string }).id)
        .executeTakeFirstOrThrow()
      await kysely
        .insertInto('belfry_deliveries')
        .values({
          notification: number,
          subscription: failed,
          outcome: 'unreachable',
          reason: 'dns ENOTFOUND',
          status: null,
          attempts: 1,
          at: Date.now(),
        })
        .execute()
      await kysely
        .insertInto('belfry_delivery_counts')
        .values({ notification: number, outcome: 'unreachable', count: 1 })
        .execute()

      const found = await diagnose(id)
      assert.equal(found.reachable, false)
      assert.match(found.of('push-service').text, /does not resolve/)
      const own = await diagnose(waiting)
      assert.match(own.of('deliveries').text, /did not arrive: the name of the push service does not resolve/)
      assert.deepEqual(
        own.deliveries.map(({ outcome }) => outcome),
        ['unreachable'],
      )
    })

    test('of a browser that nobody knows is refused', async () => {
      const { status, body } = await place.ask('GET', '/v1/subscriptions/AAAAAAAAAAAAAAAAAAAAAA/diagnosis')
      assert.equal(status, 404)
      assert.equal((body as { code: string }).code, 'subscription-unknown')
    })

    async function numberOf(name: string): Promise<number> {
      const hash = Buffer.from(endpointDigest(browserSubscription(name).endpoint), 'base64url')
      const query = place.database.kysely.selectFrom('belfry_subscriptions').select('id')
      return (await query.where('endpoint_hash', '=', hash).executeTakeFirstOrThrow()).id
    }
  })
})
