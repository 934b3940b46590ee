import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { temporaryBelfry } from '#test/belfry/temporary-belfry'
import { until } from '#test/time/until'

async function site(service: PushService, maxPerMinute: number) {
  const { allow, ca, resolve } = service
  const made = await temporaryBelfry({ push: { allow, ca, resolve }, maxPerMinute })
  const { vapidKey } = (await made.page('GET', '/b/default/config')).body
  const browsers: string[] = []
  for (let n = 0; n < 6; n += 1) {
    const { endpoint, keys, id } = await service.subscribe({
      applicationServerKey: vapidKey.publicKey,
    })
    const identity = made.belfry.identify({ subscriber: `person-${n}` })
    const put = await made.page('PUT', '/b/default/subscription', { endpoint, keys, identity })
    assert.equal(put.status, 201)
    browsers.push(id)
  }
  return { ...made, browsers }
}

const limit = { timeout: 30_000 }

test('with a ceiling, a broadcast leaves evenly', limit, async (t) => {
  await using service = await startPushService()
  await using s = await site(service, 120)
  const started = performance.now()
  const { id } = await s.belfry.notify({ to: { all: true }, title: 'To all' })
  await until(() => service.messages().length === 6, t.signal)
  // Two at once, and then two a second: the last of the six after two seconds.
  const took = performance.now() - started
  assert.ok(took > 1400, `the last arrived after ${took} ms`)
  const { progress } = (await s.api('GET', `/v1/notifications/${id}`)).body
  assert.equal(progress.audience, 6)
})

test('a person’s message does not wait for the ceiling', limit, async (t) => {
  await using service = await startPushService()
  await using s = await site(service, 1)
  await s.belfry.notify({ to: { all: true }, title: 'To all' })
  await until(() => service.messages().length === 1, t.signal)
  for (let n = 0; n < 3; n += 1) {
    await s.belfry.notify({ to: { subscriber: 'person-5' }, title: 'To you' })
    await until(() => service.messages().length === 2 + n, t.signal)
  }
  const titles = service.messages(s.browsers[5]).map(({ text }) => JSON.parse(text ?? '').notification.title as string)
  assert.equal(titles.filter((title) => title === 'To you').length, 3)
})
