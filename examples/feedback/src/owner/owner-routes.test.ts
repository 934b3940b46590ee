import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { csrfIn, openTestSite } from '../testing/open-test-site.ts'
import type { TestSite } from '../testing/open-test-site.ts'

let site: TestSite

before(async () => {
  site = await openTestSite()
})
after(() => site[Symbol.asyncDispose]())

test('the inbox sends a stranger to sign in, and back to where they were going', async () => {
  const stranger = await site.get('/admin/feedback/42')
  assert.equal(stranger.status, 303)
  assert.equal(stranger.headers.get('location'), '/admin?next=%2Fadmin%2Ffeedback%2F42')
  const page = await (await site.get('/admin?next=%2Fadmin%2Ffeedback%2F42')).text()
  assert.match(page, /name="next" value="\/admin\/feedback\/42"/)
  const inside = await site.post('/admin', { password: site.password, next: '/admin/feedback/42' })
  assert.equal(inside.headers.get('location'), '/admin/feedback/42')
})

test('signing in leads nowhere but into the inbox', async () => {
  for (const next of ['https://example.com/', '//example.com/admin/feedback/1', '/admin/feedback/1/../../x', '/']) {
    const response = await site.post('/admin', { password: site.password, next })
    assert.equal(response.headers.get('location'), '/admin/feedback')
  }
})

test('the wrong password, an empty one and none open nothing', async () => {
  for (const form of [{ password: 'wrong' }, { password: '' }, {}] as Record<string, string>[]) {
    const response = await site.post('/admin', form)
    assert.equal(response.status, 403)
    assert.equal(response.headers.get('set-cookie'), null)
    assert.match(await response.text(), /That is not the password\..*npm start -- --new-password/)
  }
})

test('the cookie is for this site and for no script; on https for https only', async () => {
  const plain = await site.post('/admin', { password: site.password })
  assert.match(
    plain.headers.getSetCookie()[0] ?? '',
    /^feedback-session=[\w-]{50,60}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  await using secure = await openTestSite('https://feedback.example.org')
  const response = await secure.post('/admin', { password: secure.password })
  const set = response.headers.getSetCookie()
  assert.match(set[0] ?? '', /^__Host-feedback-session=.*; Secure; SameSite=Lax$/)
  assert.match(set[1] ?? '', /^__Host-feedback-device=.*; HttpOnly; Secure; SameSite=Lax$/)
  assert.match(response.headers.get('strict-transport-security') ?? '', /max-age/)
  assert.equal((await secure.get('/admin/feedback', await secure.signIn())).status, 200)
})

test('a signed-in owner gets to the inbox, and out again with the button', async () => {
  const owner = await site.signIn()
  assert.equal((await site.get('/admin', owner)).headers.get('location'), '/admin/feedback')
  const inbox = await site.get('/admin/feedback', owner)
  assert.equal(inbox.headers.get('cache-control'), 'no-store')
  const csrf = csrfIn(await inbox.text())
  assert.equal((await site.post('/admin/sign-out', {}, owner)).status, 403)
  assert.equal((await site.post('/admin/sign-out', { csrf: 'x' }, owner)).status, 403)
  assert.equal((await site.get('/admin/feedback', owner)).status, 200)
  const out = await site.post('/admin/sign-out', { csrf }, owner)
  assert.equal(out.headers.get('location'), '/admin')
  assert.match(out.headers.get('set-cookie') ?? '', /^feedback-session=; Max-Age=0/)
  assert.equal((await site.get('/admin/feedback', owner)).status, 303)
})

test('after ten wrong passwords an address has to wait; right ones do not count', async () => {
  await using own = await openTestSite()
  for (let turn = 0; turn < 12; turn += 1) await own.signIn()
  for (let turn = 0; turn < 10; turn += 1) {
    assert.equal((await own.post('/admin', { password: 'wrong' })).status, 403)
  }
  const response = await own.post('/admin', { password: own.password })
  assert.equal(response.status, 429)
  assert.equal(response.headers.get('retry-after'), '60')
  assert.match(await response.text(), /Too many attempts/)
  own.clock.now += 60_000
  assert.equal((await own.post('/admin', { password: own.password })).status, 303)
})

test('a browser that has signed in before is not locked out by others behind its proxy', async () => {
  await using own = await openTestSite()
  const { device } = await own.signIn()
  for (let turn = 0; turn < 20; turn += 1) await own.post('/admin', { password: 'wrong' })
  assert.equal((await own.post('/admin', { password: own.password })).status, 429)
  const known = { cookie: device }
  assert.equal((await own.post('/admin', { password: own.password }, known)).status, 303)
  for (let turn = 0; turn < 10; turn += 1) {
    assert.equal((await own.post('/admin', { password: 'wrong' }, known)).status, 403)
  }
  assert.equal((await own.post('/admin', { password: own.password }, known)).status, 429, 'it has ten of its own')
  for (const forged of ['feedback-device=x', `${device}x`, 'feedback-device=.']) {
    assert.equal((await own.post('/admin', { password: own.password }, { cookie: forged })).status, 429)
  }
})

test('a second sign-in in the same browser ends the session from before', async () => {
  const first = await site.signIn()
  const response = await site.post('/admin', { password: site.password }, { cookie: first.cookie })
  assert.equal(response.status, 303)
  assert.equal((await site.get('/admin/feedback', first)).status, 303, 'to sign in')
})

test('only the owner gets a token for Belfry, and a fresh one each time', async () => {
  assert.deepEqual(await (await site.get('/admin/identity')).json(), { identity: null })
  const owner = await site.signIn()
  const response = await site.get('/admin/identity', owner)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  const { identity } = (await response.json()) as { identity: string }
  const claims = JSON.parse(Buffer.from(identity.split('.')[0] ?? '', 'base64url').toString()) as {
    exp: number
    iat: number
  }
  const { exp, iat, ...who } = claims
  assert.ok(Math.abs(iat - Date.now() / 1000) < 60)
  assert.deepEqual(who, { site: 'default', subscriber: 'owner', topics: ['feedback'] })
  const seconds = exp - Date.now() / 1000
  assert.ok(seconds > 60 && seconds <= 300, `it lives for minutes, not ${seconds} s`)
})

test('any cookie, address and form of a stranger is refused and breaks nothing', async () => {
  // One byte a character, as headers have them; a browser sends no control characters.
  const octets = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) })
  const cookie = fc.oneof(
    octets,
    octets.map((token) => `feedback-session=${token}`),
    fc.constantFrom('feedback-session=', 'feedback-session=%', '__proto__=1', '=;;=', 'a'.repeat(5000)),
  )
  const path = fc.constantFrom(
    '/admin/feedback',
    '/admin/feedback/1',
    '/admin/feedback/%00',
    '/admin/feedback/-1',
    '/admin/feedback/1e9',
    '/admin?next=%',
  )
  const form = fc.dictionary(fc.constantFrom('password', 'next', 'csrf', '__proto__'), fc.string())
  await fc.assert(
    fc.asyncProperty(cookie, path, async (sent, target) => {
      const { status, headers } = await site.get(target, { cookie: sent.trim() })
      assert.ok(status === 303 || status === 404 || target.startsWith('/admin?'), `${status}`)
      assert.equal(headers.get('set-cookie'), null)
    }),
    { numRuns: 300 },
  )
  await fc.assert(
    fc.asyncProperty(form, cookie, async (fields, sent) => {
      const { status } = await site.post('/admin/feedback/1', fields, { cookie: sent.trim() })
      assert.ok(status >= 300 && status < 500, `${status}`)
    }),
    { numRuns: 100 },
  )
})
