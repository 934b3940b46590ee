import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createWebPush } from './create-web-push.ts'
import { WebPushError } from './web-push-error.ts'

// Where web-push's main branch (f058f94) differs from 3.6.7, which parity.test.ts calls: code written for either of
// them works.

const webpush = createWebPush()
const { publicKey, privateKey } = webpush.generateVAPIDKeys()
const subject = 'mailto:ada@example.com'
const invalidUrl = { name: 'TypeError', message: 'Invalid URL', code: 'ERR_INVALID_URL' }

test('a subject or an audience that is no URL has 3.6.7’s message and main’s cause', () => {
  for (const call of [
    () => webpush.setVapidDetails('nonsense', publicKey, privateKey),
    () => webpush.getVapidHeaders('nonsense', subject, publicKey, privateKey, 'aes128gcm'),
  ]) {
    assert.throws(call, (error: Error) => {
      assert.match(error.message, /^(Vapid subject is not a valid URL|VAPID audience is not a url)\. nonsense$/)
      assert.deepEqual(facts(error.cause), { ...invalidUrl, input: 'nonsense' })
      return true
    })
  }
})

for (const vapidDetails of [{ subject, publicKey, privateKey }, null]) {
  test(`an endpoint that is no URL is a plain TypeError, ${vapidDetails ? 'with' : 'without'} VAPID`, async () => {
    const sending = webpush.sendNotification({ endpoint: 'nonsense' } as never, null, { vapidDetails })
    await assert.rejects(sending, (error) => {
      assert.deepEqual(facts(error), { ...invalidUrl, input: 'nonsense' })
      return true
    })
  })
}

test('WebPushError is a class to be made, caught and extended', () => {
  class Ours extends WebPushError {}
  const error = new Ours('Gone', 410, { 'retry-after': '1' }, 'body', 'https://push.example.com/1')
  assert.ok(error instanceof WebPushError && error instanceof Error)
  assert.match(error.stack ?? '', /both-lines/)
  const { name, message, statusCode, headers, body, endpoint } = error
  assert.deepEqual(
    { name, message, statusCode, headers, body, endpoint },
    {
      name: 'WebPushError',
      message: 'Gone',
      statusCode: 410,
      headers: { 'retry-after': '1' },
      body: 'body',
      endpoint: 'https://push.example.com/1',
    },
  )
})

function facts(error: unknown): object {
  const { name, message, code, input } = error as Error & { code: string; input: string }
  return { name, message, code, input }
}
