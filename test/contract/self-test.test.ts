// A page asks whether notifications reach this browser: the real engine, a real push service, both databases.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { SITE_URL } from '#test/belfry/temporary-belfry'
import { until } from '../support/time/until.ts'

interface Tested {
  test: string
  outcome: string | null
  reason: string | null
}

await onEachBelfry('a self-test', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    let push: PushService
    let place: Place
    before(async () => {
      push = await startPushService()
      const { allow, ca, resolve } = push
      place = await open({ work: true, push: { allow, ca, resolve } })
    })
    after(async () => {
      await place?.[Symbol.asyncDispose]()
      await push?.[Symbol.asyncDispose]()
    })

    async function page(method: string, path: string, body?: unknown, handle?: string) {
      const { status, body: answer } = await place.ask(method, `/b/default/${path}`, body, {
        origin: SITE_URL,
        ...(handle === undefined ? {} : { 'belfry-handle': handle }),
      })
      return { status, answer: answer as Tested & { code: string; handle: string; vapidKey: { publicKey: string } } }
    }

    async function subscribe(identity?: string) {
      const { answer } = await page('GET', 'config')
      const made = await push.subscribe({ applicationServerKey: answer.vapidKey.publicKey })
      const { endpoint, keys } = made
      const registered = await page('PUT', 'subscription', { endpoint, keys, identity })
      return { id: made.id, endpoint, handle: registered.answer.handle }
    }

    test('reaches this browser and no other of the same person, says so, and is one in 20 seconds', async (t) => {
      const identity = place.belfry.identify({ subscriber: 'ada' })
      const [own, other] = [await subscribe(identity), await subscribe(identity)]
      const started = await page('POST', 'self-test', { lang: 'de-AT' }, own.handle)
      assert.equal(started.status, 202, JSON.stringify(started.answer))
      const again = await page('POST', 'self-test', { lang: 'de' }, own.handle)
      const ask = async () => (await page('POST', 'self-test', { test: started.answer.test }, own.handle)).answer
      await until(async () => (await ask()).outcome === 'accepted', t.signal)
      const [message] = push.messages(own.id)
      assert.match(JSON.stringify(message), /Es geht/)
      assert.deepEqual(push.messages(other.id), [])
      // At the edge of its 20 seconds there are two, which is no harm.
      assert.equal(again.status, 202)
    })

    test('is for the browser that proves itself, and tells nothing of others’', async () => {
      const [own, other] = [await subscribe(), await subscribe()]
      const { test: id } = (await page('POST', 'self-test', {}, own.handle)).answer
      const forged = await page('POST', 'self-test', {}, `${other.handle} ${own.endpoint}`)
      assert.equal(`${forged.status} ${forged.answer.code}`, '401 handle-invalid')
      const spied = await page('POST', 'self-test', { test: id }, other.handle)
      assert.deepEqual(spied.answer, { test: id, outcome: null, reason: null })
    })

    test('sends nothing to a subscription that has ended', async (t) => {
      const own = await subscribe()
      await page('DELETE', 'subscription', { endpoint: own.endpoint })
      const { status, answer } = await page('POST', 'self-test', {}, own.handle)
      assert.equal(status, 202)
      const ended = async () => (await place.ask('GET', `/v1/notifications/${answer.test}`)).body as { state: string }
      await until(async () => (await ended()).state === 'done', t.signal)
      assert.deepEqual(push.messages(own.id), [])
    })
  })
})
