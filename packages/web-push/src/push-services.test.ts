import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifyPushService, isKnownPushService, isNamedPushService } from './push-services.ts'

const services: [string, string, boolean][] = [
  ['fcm.googleapis.com', 'fcm', true],
  ['jmt17.google.com', 'fcm', true],
  ['updates.push.services.mozilla.com', 'mozilla', true],
  ['eu.push.services.mozilla.com', 'mozilla', true],
  ['updates-autopush.stage.mozaws.net', 'mozilla', false],
  ['web.push.apple.com', 'apple', true],
  ['api-eu.push.apple.com', 'apple', true],
  ['wns2-par02p.notify.windows.com', 'wns', true],
  // only one label stands before a suffix, and it is a name
  ['a.b.push.apple.com', 'other', false],
  ['push.apple.com', 'other', false],
  ['.push.apple.com', 'other', false],
  ['*.push.apple.com', 'other', false],
  ['evilpush.apple.com', 'other', false],
  ['fcm.googleapis.com.example.com', 'other', false],
]

for (const [hostname, service, allowed] of services) {
  test(`${hostname} is ${service}${allowed ? ', and is contacted unasked' : ''}`, () => {
    assert.equal(identifyPushService({ hostname }), service)
    assert.equal(isKnownPushService({ hostname, port: '' } as URL), allowed)
    assert.equal(isKnownPushService({ hostname, port: '8443' } as URL), false)
  })
}

test('a host below a suffix is no named one', () => {
  assert.ok(isNamedPushService('web.push.apple.com'))
  assert.ok(!isNamedPushService('api-eu.push.apple.com'))
  assert.ok(!isNamedPushService('*.push.apple.com'))
})
