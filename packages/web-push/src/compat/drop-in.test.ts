import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import * as namespace from './drop-in.ts'
import webpush from './index.ts'

const names = [
  'WebPushError',
  'encrypt',
  'generateRequestDetails',
  'generateVAPIDKeys',
  'getVapidHeaders',
  'sendNotification',
  'setGCMAPIKey',
  'setVapidDetails',
  'supportedContentEncodings',
  'supportedUrgency',
]

test('require gives the flat API, which tests can replace functions of', () => {
  const required = createRequire(import.meta.url)('./drop-in.ts') as typeof webpush
  assert.deepEqual(Object.keys(required).toSorted(), names)
  assert.equal(required, webpush)
  const { sendNotification } = required
  required.sendNotification = () => Promise.reject(new Error('replaced'))
  assert.notEqual(webpush.sendNotification, sendNotification)
  required.sendNotification = sendNotification
})

test('import gives the same by name, and all of it as default', () => {
  const { default: all, ...named } = namespace
  assert.equal(all, webpush)
  assert.deepEqual(named, { ...webpush, 'module.exports': webpush })
  assert.deepEqual(webpush.supportedContentEncodings, {
    AES_GCM: 'aesgcm',
    AES_128_GCM: 'aes128gcm',
  })
})

test('the functions need no this', () => {
  const { generateRequestDetails, setGCMAPIKey, getVapidHeaders, sendNotification } = webpush
  setGCMAPIKey('key')
  const endpoint = 'https://android.googleapis.com/gcm/send/1'
  const { headers } = generateRequestDetails({ endpoint } as never)
  setGCMAPIKey(null)
  assert.equal(headers['Authorization'], 'key=key')
  assert.throws(() => (getVapidHeaders as unknown as () => void)(), /No audience/)
  assert.ok(sendNotification({} as never).catch(() => {}) instanceof Promise)
})
