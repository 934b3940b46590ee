import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { browserSubscription, temporaryBelfry } from '#test/belfry/temporary-belfry'

const SUBSCRIPTION = '/b/default/subscription'
const DEVICES = '/b/default/devices'

describe('the devices of a person', () => {
  test('are listed and ended by their owner, who says so with a token', async () => {
    await using site = await temporaryBelfry()
    const identity = site.belfry.identify({ subscriber: 'ada' })
    const [here, lost] = [browserSubscription(), browserSubscription()]
    const { body: registered } = await site.page('PUT', SUBSCRIPTION, { ...here, identity })
    await site.page('PUT', SUBSCRIPTION, { ...lost, identity })
    const proof = { identity, endpoint: here.endpoint, handle: registered.handle }
    const { status, body } = await site.page('POST', DEVICES, proof)
    assert.equal(status, 200)
    assert.deepEqual(body.devices.map((device: { isThis: boolean }) => device.isThis).toSorted(), [false, true])
    assert.ok(!JSON.stringify(body).includes('https://'), 'an endpoint is enough to push to')
    assert.deepEqual((await site.page('DELETE', DEVICES, proof)).body, { ended: 1 })
    assert.equal((await site.page('POST', DEVICES, proof)).body.devices.length, 1)
    for (const [wrong, code] of [
      [{}, 'field-missing'],
      [{ endpoint: here.endpoint, handle: registered.handle }, 'field-missing'],
      [{ identity: 'x' }, 'identity-malformed'],
      [{ identity: site.belfry.identify({ subscriber: 'nobody' }) }, 'subscriber-unknown'],
      [{ ...proof, all: true }, 'field-unknown'],
    ] as const) {
      const refused = await site.page('POST', DEVICES, wrong)
      assert.ok(refused.status >= 400 && refused.status < 500, JSON.stringify(wrong))
      if (refused.body.code !== code) assert.equal(refused.body.code, 'input-invalid', JSON.stringify(refused.body))
    }
  })

  test('end together over the API, with what tokens from before may do', async () => {
    let time = Date.now()
    await using site = await temporaryBelfry({ now: () => time })
    const browser = browserSubscription()
    const identity = site.belfry.identify({ subscriber: 'ada' })
    await site.page('PUT', SUBSCRIPTION, { ...browser, identity })
    time += 1000
    assert.deepEqual((await site.api('DELETE', '/v1/subscribers/ada/subscriptions')).body, { subscriptions: 1 })
    const refused = await site.page('PUT', SUBSCRIPTION, { ...browser, identity })
    assert.deepEqual([refused.status, refused.body.code], [401, 'identity-revoked'])
    time += 1000
    const anew = site.belfry.identify({ subscriber: 'ada' })
    assert.equal((await site.page('PUT', SUBSCRIPTION, { ...browser, identity: anew })).status, 200)
    assert.deepEqual((await site.api('DELETE', '/v1/subscribers/ada/grants')).body, { topics: [] })
    for (const id of ['%00', 'a'.repeat(300)]) {
      assert.equal((await site.api('DELETE', `/v1/subscribers/${id}/subscriptions`)).status, 404)
    }
  })
})
