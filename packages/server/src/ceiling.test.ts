import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { startPushService } from '@belfry/push-service'
import { temporaryBelfry } from '../../../test/support/temporary-belfry.ts'

test(
  'with a ceiling, a broadcast leaves evenly, and who waits for a message does not wait for it',
  { timeout: 30_000 },
  async () => {
    await using service = await startPushService()
    const { allow, ca, resolve } = service
    await using site = await temporaryBelfry({ push: { allow, ca, resolve }, maxPerMinute: 120 })
    const { vapidKey } = (await site.page('GET', '/b/default/config')).body
    for (let n = 0; n < 6; n += 1) {
      const browser = await service.subscribe({ applicationServerKey: vapidKey.publicKey })
      const identity = site.belfry.identify({ subscriber: `person-${n}` })
      const { endpoint, keys } = browser
      const put = await site.page('PUT', '/b/default/subscription', { endpoint, keys, identity })
      assert.equal(put.status, 201)
    }
    const started = performance.now()
    const { id } = await site.belfry.notify({ to: { all: true }, title: 'To all' })
    await site.belfry.notify({ to: { subscriber: 'person-5' }, title: 'To you' })
    const arrived: number[] = []
    while (arrived.length < 7) {
      const { length } = service.messages()
      while (arrived.length < length) arrived.push(performance.now() - started)
      await delay(10)
    }
    // Two at once, and then two a second: the last of the six after two seconds.
    assert.ok(arrived[6]! > 1400, `the last arrived after ${arrived[6]} ms`)
    assert.ok(arrived[2]! < 700, `the message to one person was held: ${arrived[2]} ms`)
    const { progress } = (await site.api('GET', `/v1/notifications/${id}`)).body
    assert.equal(progress.audience, 6)
  },
)
