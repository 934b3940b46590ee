import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createBelfry } from '../index.ts'
import { browserSubscription, SITE_URL, temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'

type Event = { event: string; subject: string | null; details: Record<string, unknown>; site: string | null }

async function eventsOf(site: TemporaryBelfry): Promise<Event[]> {
  return (await site.api('GET', '/v1/audit?limit=100')).body.events
}

describe('the audit log', () => {
  test('holds each change over the API with the key that made it, and no person', async () => {
    await using site = await temporaryBelfry()
    const { body: made } = await site.api('POST', '/v1/api-keys', { name: 'shop', scopes: ['read'] })
    await site.api('DELETE', `/v1/api-keys/${made.id}`)
    await site.api('POST', '/v1/topics', { id: 'news', name: 'News' })
    await site.page('PUT', '/b/default/subscription', {
      ...browserSubscription(),
      identity: site.belfry.identify({ subscriber: 'ada@example.com' }),
    })
    await site.api('DELETE', '/v1/subscribers/ada@example.com/subscriptions')
    await site.api('DELETE', '/v1/subscribers/ada@example.com')
    await site.api('DELETE', '/v1/topics/nothing')
    await site.api('POST', '/v1/notifications', { to: { all: true }, title: 'Hello' })
    const events = await eventsOf(site)
    const changes = events.filter(({ event }) => !/^(apiKeyNewAddress|declaredSettings)$/.test(event)).toReversed()
    assert.deepEqual(
      changes.map(({ event, subject, site: of }) => [event, subject, of]),
      [
        ['createApiKey', made.id, 'default'],
        ['revokeApiKey', made.id, 'default'],
        ['createTopic', 'news', 'default'],
        ['signOutEverywhere', null, 'default'],
        ['eraseSubscriber', null, 'default'],
      ],
    )
    const keys = new Set(changes.map(({ details }) => details['key']))
    assert.equal(keys.size, 1)
    assert.ok(!JSON.stringify(events).includes('ada@'))
    assert.equal((await site.api('GET', '/v1/audit', undefined)).status, 200)
    const { body: reader } = await site.api('POST', '/v1/api-keys', { name: 'reader', scopes: ['read'] })
    const refused = await site.api('GET', '/v1/audit', undefined, { authorization: `Bearer ${reader.key}` })
    assert.deepEqual([refused.status, refused.body.code], [403, 'scope-missing'])
  })

  test('tells that a key is used from a network where it was never seen', async () => {
    await using site = await temporaryBelfry()
    const ask = (from: string) =>
      site.belfry.fetch(new Request(`${SITE_URL}/v1/topics`, { headers: { authorization: `Bearer ${site.apiKey}` } }), {
        incoming: { socket: { remoteAddress: from } },
      })
    for (const from of ['198.51.100.1', '198.51.100.2', '203.0.113.7', '198.51.100.1']) await ask(from)
    await site.api('POST', '/v1/topics', { id: 'news', name: 'News' }) // written after them
    const seen = (await eventsOf(site)).filter(({ event }) => event === 'apiKeyNewAddress')
    const networks = new Set(seen.map(({ details }) => details['network']))
    assert.deepEqual([seen.length, networks], [3, new Set(['unknown', '198.51.100', '203.0.113'])])
  })

  test('counts what strangers cause: a thousand failures are one event', async () => {
    await using site = await temporaryBelfry()
    const wrong = { authorization: 'Bearer belfry_wrong' }
    for (let n = 0; n < 1000; n += 1) await site.api('GET', '/v1/topics', undefined, wrong)
    const elsewhere = { ...browserSubscription(), endpoint: 'https://169.254.169.254/x' }
    for (let n = 0; n < 3; n += 1) await site.page('PUT', '/b/default/subscription', elsewhere)
    await site.belfry.close()
    const rows = site.rows(
      "select event, details from belfry_audit where event not in ('apiKeyNewAddress', 'declaredSettings') order by event",
    )
    assert.deepEqual(
      rows.map(({ event, details }) => [event, details]),
      [
        ['apiKeyFailed', '{"count":1000,"from":["unknown"]}'],
        ['endpointsRefused endpoint-private-address', '{"count":3}'],
      ],
    )
  })

  test('has what a start has declared, and nothing of a start that found all as it is', async () => {
    const declared = async (site: TemporaryBelfry) =>
      (await eventsOf(site))
        .filter(({ event }) => event === 'declaredSettings')
        .map(({ details }) => details['changed'])
    await using site = await temporaryBelfry()
    const first = [['sites', 'api_keys', 'vapid_keys']]
    assert.deepEqual(await declared(site), first)
    const again = async (more: object) => {
      const options = { data: site.data, url: SITE_URL, contact: 'ops@example.com', work: false, log: 'error' as const }
      await (await createBelfry({ ...options, ...more })).close()
      return declared(site)
    }
    assert.deepEqual(await again({}), first)
    assert.deepEqual(await again({ topics: { news: { name: 'News' } } }), [['topics'], ...first])
    assert.deepEqual(await again({ topics: { news: { name: 'News' } } }), [['topics'], ...first])
  })
})
