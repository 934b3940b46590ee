import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestPayload } from './digest-payload.ts'

const BASE = JSON.stringify({
  web_push: 8030,
  notification: { title: 'New messages', navigate: 'https://example.com/', data: { belfry: { id: 'd', site: 's' } } },
})

function item(title: string, privacy = 'full') {
  return { payload: JSON.stringify({ notification: { title, navigate: '/n' } }), privacy }
}

function shown(items: Parameters<typeof digestPayload>[1], locale: string | null = null) {
  const { notification } = JSON.parse(digestPayload(BASE, items, locale)) as { notification: Record<string, unknown> }
  return { title: notification['title'], body: notification['body'], lang: notification['lang'] }
}

test('a digest says how many messages there are, and their titles, in the language of the person', () => {
  const items = [item('Third'), item('Second'), item('First')]
  assert.deepEqual(shown(items), { title: '3 new messages', body: 'Third, Second, First', lang: 'en' })
  assert.deepEqual(shown(items, 'de-AT').title, '3 neue Mitteilungen')
  assert.deepEqual(shown(items, 'es').title, '3 mensajes nuevos')
  assert.deepEqual(shown(items, 'fr').title, '3 nouveaux messages')
  assert.deepEqual(shown(items, 'ja'), { title: '新着メッセージ 3件', body: 'Third、Second、First', lang: 'ja' })
  assert.equal(shown(items, 'ar').title, '3 رسائل جديدة')
  assert.equal(shown(items.slice(1), 'ar').title, 'رسالتان جديدتان')
  assert.deepEqual(shown(items, 'pt-BR').lang, 'en')
})

test('one message comes as itself', () => {
  assert.equal(digestPayload(BASE, [item('Only')], 'de'), item('Only').payload)
})

test('private ones are counted and not told, and titles are cut where every screen cuts them', () => {
  assert.deepEqual(shown([item('Shown'), item('Secret', 'generic')]).body, 'Shown')
  assert.deepEqual(shown([item('Secret', 'generic'), item('Secret', 'generic')]), {
    title: '2 new messages',
    body: undefined,
    lang: 'en',
  })
  const long = shown(Array.from({ length: 100 }, (_, n) => item(`A rather long title of number ${n}`)))
  assert.equal(long.title, '100 new messages')
  assert.match(String(long.body), /^A rather long .*…$/)
  assert.ok(String(long.body).length <= 120)
})
