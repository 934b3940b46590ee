import { test } from 'node:test'
import assert from 'node:assert/strict'
import { parseInput, Refusal } from '../refusals/refusal.ts'
import { buildPayload } from './payload.ts'
import type { LinkSite } from './resolve-link.ts'
import { notificationSchema, type NotificationInput } from './schema.ts'

const context = {
  id: '0b0e7c8e-1111-4222-8333-444455556666',
  site: { id: 'default', url: 'https://example.com/', origins: ['https://example.com'] },
  createdAt: 1_760_000_000_000,
}

function build(input: Partial<NotificationInput>, site: Partial<LinkSite> = {}) {
  const request = parseInput(notificationSchema, { to: { all: true }, title: 'Ada:', ...input })
  const payload = buildPayload(request, { ...context, site: { ...context.site, ...site } })
  return { payload, ...(JSON.parse(payload) as { notification: any }) } // eslint-disable-line typescript/no-explicit-any
}

const refusal = (code: string, field: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal)
  assert.equal(error.code, code)
  assert.equal(error.faults[0]?.field, field)
  return true
}

test('the payload is a declarative message that carries the notification id for the service worker', () => {
  const { payload } = build({
    title: 'Ada:',
    body: 'The form does not …',
    url: '/admin/feedback/42',
    tag: 'feedback-42',
  })
  assert.deepEqual(JSON.parse(payload), {
    web_push: 8030,
    notification: {
      title: 'Ada:',
      navigate: 'https://example.com/admin/feedback/42',
      body: 'The form does not …',
      dir: 'auto',
      tag: 'feedback-42',
      timestamp: 1_760_000_000_000,
      data: { belfry: { id: context.id, site: 'default' } },
    },
  })
})

test('a body of 120 graphemes stays whole, and one more is cut to 120 with the ellipsis', () => {
  assert.equal(build({ body: '🔔'.repeat(120) }).notification.body, '🔔'.repeat(120))
  assert.equal(build({ body: '🔔'.repeat(121) }).notification.body, `${'🔔'.repeat(119)}…`)
})

test('a visitor’s text never makes a payload too large, however odd it is', () => {
  const family = '👨‍👩‍👧‍👦'
  for (const text of [
    family.repeat(2000),
    'a\u0301\u0302\u0303'.repeat(3000),
    '\u0000"\\'.repeat(9000),
    'x'.repeat(50_000),
  ]) {
    const { payload, notification } = build({ title: text.slice(0, 10_000), body: text })
    assert.ok(Buffer.byteLength(payload) <= 2800, `${Buffer.byteLength(payload)} bytes`)
    assert.ok(notification.title.length > 0 && notification.body.endsWith('…'))
  }
})

test('a link without an address leads to the first page, relative ones are resolved against the site', () => {
  const leadsTo = (url: string | undefined, site = 'https://example.com/') =>
    build({ ...(url !== undefined && { url }) }, { url: site }).notification.navigate as string
  assert.equal(leadsTo(undefined), 'https://example.com/')
  assert.equal(leadsTo('/cart'), 'https://example.com/cart')
  assert.equal(leadsTo('cart?id=1'), 'https://example.com/cart?id=1')
  assert.equal(leadsTo('https://example.com/x'), 'https://example.com/x')
})

test('a site below a path: its links stay below it, whether they name the path or not', () => {
  for (const url of ['https://example.com/shop', 'https://example.com/shop/']) {
    const leadsTo = (link: string) => build({ url: link }, { url }).notification.navigate as string
    assert.equal(build({}, { url }).notification.navigate, url, 'the first page, as it was configured')
    assert.equal(leadsTo('/'), url)
    for (const link of ['/cart?id=1#top', 'cart?id=1#top', '/shop/cart?id=1#top']) {
      assert.equal(leadsTo(link), 'https://example.com/shop/cart?id=1#top', link)
    }
    assert.equal(leadsTo('?page=2'), 'https://example.com/shop/?page=2')
    assert.equal(leadsTo('/shop?page=2'), 'https://example.com/shop?page=2')
    assert.equal(leadsTo('/shop'), 'https://example.com/shop')
    assert.equal(leadsTo('/shopping'), 'https://example.com/shop/shopping')
    assert.equal(leadsTo('https://example.com/other'), 'https://example.com/other', 'a full URL is taken as it is')
    assert.throws(() => leadsTo('//evil.example/x'), refusal('url-not-same-origin', 'url'))
    assert.equal(build({ icon: '/icon.png' }, { url }).notification.icon, 'https://example.com/shop/icon.png')
    const actions = [{ action: 'reply', title: 'Reply', url: '/reply' }]
    assert.equal(build({ actions }, { url }).notification.actions[0].navigate, 'https://example.com/shop/reply')
  }
})

test('a link to anywhere but the site is refused with its field', () => {
  for (const url of ['https://evil.example/', '//evil.example/x', 'http://example.com/', 'https://example.com:8443/']) {
    assert.throws(() => build({ url }), refusal('url-not-same-origin', 'url'), url)
  }
  assert.throws(() => build({ url: 'javascript:alert(1)' }), refusal('url-invalid', 'url'))
  assert.throws(() => build({ url: 'https://a:b@example.com/' }), refusal('url-invalid', 'url'))
  assert.throws(() => build({ url: 'https://' }), refusal('url-invalid', 'url'))
  assert.throws(
    () => build({ actions: [{ action: 'reply', title: 'Reply', url: 'https://evil.example/' }] }),
    refusal('url-not-same-origin', 'actions.0.url'),
  )
})

test('a path is refused when the site has no URL', () => {
  assert.throws(() => build({ url: '/x' }, { url: null, origins: [] }), refusal('site-url-missing', 'url'))
  assert.equal(
    build({ url: '/x' }, { url: null, origins: ['https://www.example.com'] }).notification.navigate,
    'https://www.example.com/x',
  )
})

test('actions lead to their own address, or to that of the notification', () => {
  const { notification } = build({
    url: '/a',
    actions: [
      { action: 'reply', title: 'Reply', url: '/reply' },
      { action: 'later', title: 'Later' },
    ],
  })
  assert.deepEqual(
    notification.actions.map((action: { navigate: string }) => action.navigate),
    ['https://example.com/reply', 'https://example.com/a'],
  )
})

test('privacy generic shows nothing of the content, in the language asked for, and leads to the same place', () => {
  const { payload, notification } = build({
    title: 'Dr. Who',
    body: 'Your test result: positive',
    url: '/results/7',
    image: 'https://cdn.example/scan.png',
    actions: [{ action: 'call', title: 'Call the doctor' }],
    privacy: 'generic',
    lang: 'de-AT',
  })
  assert.equal(notification.title, 'Du hast eine neue Nachricht')
  assert.equal(notification.navigate, 'https://example.com/results/7')
  assert.doesNotMatch(payload, /Dr\.|result:|positive|doctor|scan/)
})

test('a payload that is too large for other reasons than its texts names the largest field', () => {
  const long = `/${'x'.repeat(2000)}`
  assert.throws(() => build({ url: long, image: `/img${long}` }), refusal('payload-too-large', 'image'))
})

test('pictures may be anywhere on https, and become absolute', () => {
  const { notification } = build({ icon: '/icon.png', image: 'https://cdn.example/a.png' })
  assert.equal(notification.icon, 'https://example.com/icon.png')
  assert.equal(notification.image, 'https://cdn.example/a.png')
  assert.throws(() => build({ icon: 'http://cdn.example/a.png' }), refusal('url-invalid', 'icon'))
  assert.throws(() => build({ icon: 'data:image/png;base64,AAAA' }), refusal('url-invalid', 'icon'))
})

test('the schema fills in the defaults and refuses unknown fields', () => {
  const request = parseInput(notificationSchema, { to: { topic: 'feedback' }, title: ' Hi ' })
  assert.deepEqual(request, {
    to: { topic: 'feedback' },
    title: 'Hi',
    ttl: 86_400,
    urgency: 'normal',
    privacy: 'full',
  })
  const refused = (input: object, code: string, field: string) =>
    assert.throws(
      () => parseInput(notificationSchema, { to: { all: true }, title: 'x', ...input }),
      refusal(code, field),
    )
  refused({ titel: 'x' }, 'field-unknown', 'titel')
  refused({ to: {} }, 'audience-invalid', 'to')
  refused({ to: { topic: 'a', all: true } }, 'audience-invalid', 'to')
  refused({ to: { topic: 'a', tpoic: 'b' } }, 'field-unknown', 'to.tpoic')
  refused({ to: undefined }, 'field-missing', 'to')
  refused({ title: '  ' }, 'field-invalid', 'title')
  refused({ ttl: -1 }, 'field-invalid', 'ttl')
  refused({ urgency: 'urgent' }, 'field-invalid', 'urgency')
})
