import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserSubscription, SITE_URL, temporaryBelfry } from '#test/belfry/temporary-belfry'

test('a page tells of a yes, and the API shows when, where and to which words it was given and taken back', async () => {
  await using site = await temporaryBelfry()
  const identity = site.belfry.identify({ subscriber: 'ada' })
  const browser = browserSubscription()
  const consent = { wording: 'footer 3', path: '/blog' }
  assert.equal((await site.page('PUT', '/b/default/subscription', { ...browser, identity, consent })).status, 201)
  assert.equal((await site.page('PUT', '/b/default/subscription', { ...browser, identity })).status, 200)
  const { endpoint } = browser
  await site.page('DELETE', '/b/default/subscription', { endpoint, reason: 'signed-out' })
  await site.page('PUT', '/b/default/subscription', { ...browser, identity })
  await site.page('DELETE', '/b/default/subscription', { endpoint })
  const { status, body } = await site.api('GET', '/v1/subscribers/ada/consents')
  assert.equal(status, 200)
  assert.deepEqual(
    body.consents.map(({ kind, origin, path, wording }: Record<string, unknown>) => [kind, origin, path, wording]),
    [
      ['withdrawn', null, null, 'footer 3'],
      ['given', SITE_URL, '/blog', 'footer 3'],
    ],
  )
  assert.equal((await site.api('GET', '/v1/subscribers/nobody/consents')).status, 404)
  for (const wrong of [{}, { wording: '' }, { wording: 'x'.repeat(201) }, { wording: 'x', at: 1 }]) {
    assert.equal((await site.page('PUT', '/b/default/subscription', { ...browser, consent: wrong })).status, 400)
  }
})
