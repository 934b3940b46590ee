import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { browserNotice } from './browser-notice.ts'
import { landingKey } from './landing-token.ts'
import { noticeIn } from './notice.ts'
import { opaquePayload } from './opaque-payload.ts'
import { payloadForms } from './payload-forms.ts'
import { PRIVACY, sitePrivacySchema, storedPrivacy, strictest } from './privacy.ts'

const id = '2f1c8f9e-8f9b-4a53-9d0e-2f2a6f3c1b7d'
const payload = opaquePayload(id, { notice: noticeIn({}, ['de']), page: 'https://example.com/messages?a=1' })
const read = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString())

test('the worker gets the id and nothing else; a browser that shows by itself gets the words of the site', () => {
  const forms = payloadForms(payload, { id, landingKey: landingKey('a secret') })
  for (const service of ['fcm', 'mozilla', 'wns', 'other'])
    assert.deepEqual(read(forms.of(service)), { belfry: { id } })
  const { notification, ...apple } = read(forms.of('apple'))
  assert.deepEqual(apple, { web_push: 8030, mutable: true })
  const { navigate, ...shown } = notification
  assert.match(navigate, new RegExp(`^https://example.com/messages\\?a=1&belfry-message=${id}&belfry=c-[\\w-]+$`))
  assert.deepEqual(shown, {
    title: 'Du hast eine neue Nachricht',
    body: 'Zum Lesen öffnen.',
    lang: 'de',
    mutable: true,
    data: { belfry: { id, opaque: true } },
  })
})

test('words are the site’s before Belfry’s, in the first language that there are words in', () => {
  const own = { de: { title: 'Post' }, fr: { title: 'Courrier', body: 'Ouvrir' } }
  assert.deepEqual(noticeIn(own, ['de-AT', 'fr']), { title: 'Post', lang: 'de' })
  assert.equal(noticeIn(own, ['xx', 'fr']).title, 'Courrier')
  assert.equal(noticeIn(own, ['ja']).title, '新しいメッセージがあります')
  assert.equal(noticeIn(own, [null]).title, 'Post', 'whichever it has')
  assert.equal(noticeIn({ ...own, en: { title: 'Mail' } }, ['xx']).title, 'Mail')
  assert.equal(noticeIn().title, 'You have a new message')
  fc.assert(fc.property(fc.array(fc.string()), (languages) => noticeIn({}, languages).title.length > 0))
})

test('a browser is told a path, for each of the site’s origins has it', () => {
  const told = browserNotice({ page: 'https://example.com/app/messages' }, { details: 'browser' }, 'en')
  const notice = { title: 'You have a new message', body: 'Open it to read more.', lang: 'en' }
  assert.deepEqual(told, { ...notice, open: '/app/messages?belfry-message=', ask: true })
  const silent = { texts: { en: { title: 'Mail' } } }
  const words = { title: 'Mail', body: '', lang: 'en', open: '/?belfry-message=', ask: false }
  assert.deepEqual(browserNotice(silent, {}, null), words)
})

test('whoever asks for the most has it, and a word that nobody knows asks for all', () => {
  assert.equal(strictest('full', 'generic'), 'generic')
  assert.equal(strictest('opaque', 'full', 'generic'), 'opaque')
  assert.equal(strictest(), 'full')
  for (const level of PRIVACY) assert.equal(storedPrivacy(level), level)
  assert.equal(storedPrivacy('newer'), 'opaque')
})

test('the page of a site is its own', () => {
  for (const page of [
    '//elsewhere.example/',
    'https://elsewhere.example',
    '/\\elsewhere.example',
    'messages',
    '/a b',
    '/a#b',
  ]) {
    assert.equal(sitePrivacySchema.safeParse({ page }).success, false, page)
  }
  assert.ok(sitePrivacySchema.safeParse({ page: '/messages?a=1' }).success)
  assert.equal(sitePrivacySchema.safeParse({ texts: { de: { title: '' } } }).success, false)
  assert.equal(sitePrivacySchema.safeParse({ strange: 1 }).success, false)
})
