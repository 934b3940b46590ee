import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FORM_OF_SERVICE, formOf, SERVICES } from './form-of-service.ts'
import { landingKey, makeLandingToken, readLandingToken } from './landing-token.ts'
import { payloadForms } from './payload-forms.ts'

const key = landingKey('a secret')
const id = '2f1c8f9e-8f9b-4a53-9d0e-2f2a6f3c1b7d'
const payload = JSON.stringify({
  web_push: 8030,
  notification: {
    title: 'Ada',
    navigate: 'https://example.com/inbox?a=1#top',
    actions: [
      { action: 'read', title: 'Read', navigate: 'https://example.com/read' },
      { action: 'belfry-irrelevant', title: 'Not relevant', navigate: 'https://example.com/inbox' },
    ],
    data: { belfry: { id } },
  },
})
const read = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString())

test('Apple gets a declarative message, mutable at both levels; the others one for the worker', () => {
  const forms = payloadForms(payload, { id, landingKey: key })
  const apple = read(forms.of('apple'))
  assert.deepEqual([apple.web_push, apple.mutable, apple.notification.mutable], [8030, true, true])
  for (const service of ['fcm', 'mozilla', 'wns', 'other', 'local']) {
    const { web_push: _, ...classic } = JSON.parse(payload)
    assert.deepEqual(read(forms.of(service)), classic, service)
  }
  assert.equal(forms.of('fcm'), forms.of('wns'), 'one for all')
})

test('its addresses carry what was pressed, and nothing else of them changes', () => {
  const { notification } = read(payloadForms(payload, { id, landingKey: key }).of('apple'))
  const [, token = ''] = /^https:\/\/example\.com\/inbox\?a=1&belfry=([\w-]+)#top$/.exec(notification.navigate) ?? []
  assert.deepEqual(readLandingToken(key, token), { notification: id, pressed: 'o' })
  const pressed = notification.actions.map(({ navigate }: { navigate: string }) =>
    readLandingToken(key, new URL(navigate).searchParams.get('belfry') ?? ''),
  )
  assert.deepEqual(pressed, [
    { notification: id, pressed: '0' },
    { notification: id, pressed: 'i' },
  ])
})

test('a site may choose another form, and what is not ours is sent as it is', () => {
  assert.equal(formOf('mozilla', { mozilla: 'declarative' }), 'declarative')
  assert.equal(read(payloadForms(payload, { id, chosen: { apple: 'classic' } }).of('apple')).web_push, undefined)
  for (const strange of ['', 'x', '{}', 'null', '{"notification":1}']) {
    for (const service of SERVICES) {
      assert.equal(Buffer.from(payloadForms(strange, { id, landingKey: key }).of(service)).toString(), strange)
    }
  }
})

test('every choice has its source', () => {
  for (const { why, source } of Object.values(FORM_OF_SERVICE)) assert.ok(why.length > 10 && URL.canParse(source))
})

test('a token of another key, notification or button is none; any text is read or refused', () => {
  const token = makeLandingToken(key, { notification: id, pressed: 'c' })
  assert.equal(readLandingToken(landingKey('another'), token), undefined)
  assert.equal(readLandingToken(key, token.replace(/^c/, 'i')), undefined)
  assert.equal(readLandingToken(key, `${token}0`), undefined)
  fc.assert(fc.property(fc.string(), (text) => readLandingToken(key, text) === undefined))
})
