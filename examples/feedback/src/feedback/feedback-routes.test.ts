import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestSite } from '../testing/open-test-site.ts'
import type { TestSite } from '../testing/open-test-site.ts'

const good = { name: 'Ada', email: 'ada@example.org', message: 'The form does not …' }
let site: TestSite

before(async () => {
  site = await openTestSite()
})
after(() => site[Symbol.asyncDispose]())

function count(table: 'feedback' | 'belfry_notifications'): number {
  return Number(site.db.prepare(`select count(*) as n from ${table}`).get()?.n)
}

test('the form is the first page, and may be framed, cached or scripted by nobody', async () => {
  const response = await site.get('/')
  assert.equal(response.status, 200)
  const page = await response.text()
  for (const name of ['name', 'email', 'message']) assert.match(page, new RegExp(`name="${name}"`))
  assert.doesNotMatch(page, /<script|<style|style="| on[a-z]+="/)
  const policy = response.headers.get('content-security-policy') ?? ''
  assert.match(
    policy,
    /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; /,
  )
  assert.match(policy, /base-uri 'none'; frame-ancestors 'none'$/)
  assert.doesNotMatch(policy, /unsafe|https?:|\*/)
})

test('a good form is stored with its notification, and answered with a redirect', async () => {
  const response = await site.post('/', good)
  assert.equal(response.status, 303)
  assert.equal(response.headers.get('location'), '/thanks')
  const stored = site.db.prepare('select * from feedback order by id desc').get()
  assert.equal(stored?.message, good.message)
  const sent = site.db.prepare('select * from belfry_notifications order by number desc').get()
  const content = JSON.parse(String(sent?.content)) as Record<string, unknown>
  assert.equal(content.title, 'Ada:')
  assert.match(JSON.stringify(content), new RegExp(`/admin/feedback/${Number(stored?.id)}"`))
  assert.equal((await site.get('/thanks')).status, 200)
})

test('a form with problems stores nothing, and says at each field what to do', async () => {
  const before = count('feedback')
  const typed = { name: '"><script>alert(1)</script>', email: 'ada@', message: '' }
  const response = await site.post('/', typed)
  assert.equal(response.status, 400)
  const page = await response.text()
  assert.match(page, /<title>Error: /)
  assert.match(page, /id="email"[^>]*aria-invalid="true"[^>]*aria-describedby="email-hint email-problem"/s)
  assert.match(page, /id="message"[^>]*aria-invalid="true"[^>]*aria-describedby="message-problem"/s)
  assert.match(page, /id="email-problem">Enter an e-mail address like/)
  assert.match(page, /id="message-problem">Write your message/)
  assert.match(page, /<li><a href="#email">Your e-mail<\/a><\/li>\s*<li><a href="#message">Your message<\/a><\/li>/)
  for (const said of ['Enter an e-mail address like', 'Write your message'])
    assert.equal(page.split(said).length, 2, said)
  assert.match(page, /value="&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;"/)
  assert.doesNotMatch(page, /<script/)
  assert.doesNotMatch(page, /id="name-problem"/)
  assert.equal(count('feedback'), before)
})

test('the longest allowed message of emoji arrives whole', async () => {
  const message = '🙂'.repeat(2500)
  assert.equal((await site.post('/', { ...good, message })).status, 303)
  assert.equal(site.db.prepare('select message from feedback order by id desc').get()?.message, message)
})

test('a robot that fills in every field is thanked, and its message is not stored', async () => {
  const before = [count('feedback'), count('belfry_notifications')]
  const response = await site.post('/', { ...good, website: 'https://example.com' })
  assert.equal(response.headers.get('location'), '/thanks')
  assert.deepEqual([count('feedback'), count('belfry_notifications')], before)
})

test('a body above 64 kB is refused with a page, whether its length is announced or not', async () => {
  const before = count('feedback')
  const response = await site.post('/', { ...good, message: 'x'.repeat(64 * 1024) })
  assert.equal(response.status, 413)
  assert.match(await response.text(), /up to 5,000 characters/)
  assert.equal(count('feedback'), before)
})

test('a body that is no form has the problems of an empty form', async () => {
  assert.equal((await site.post('/', {})).status, 400)
  const json = await site.post('/', good, { 'content-type': 'application/json' })
  assert.equal(json.status, 400)
  const broken = await site.post('/', good, { 'content-type': 'multipart/form-data; boundary=x' })
  assert.equal(broken.status, 400)
})

test("another site's page cannot send it, a program can", async () => {
  const before = count('feedback')
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' },
    { origin: 'https://example.com' },
    { origin: 'null' },
  ]) {
    assert.equal((await site.post('/', good, headers)).status, 403, JSON.stringify(headers))
  }
  assert.equal(count('feedback'), before)
  for (const headers of [
    {},
    { 'sec-fetch-site': 'same-origin', origin: 'null' },
    { origin: 'http://localhost:3000' },
    { origin: 'http://192.0.2.7:3000', host: '192.0.2.7:3000' },
  ]) {
    assert.equal((await site.post('/', good, headers)).status, 303, JSON.stringify(headers))
  }
})

test('one address can send 30 a minute, and learns when to go on', async () => {
  await using own = await openTestSite()
  const send = () => own.post('/', good)
  for (let number = 0; number < 30; number += 1) assert.equal((await send()).status, 303)
  const response = await send()
  assert.equal(response.status, 429)
  assert.equal(response.headers.get('retry-after'), '2')
  own.clock.now += 2000
  assert.equal((await send()).status, 303)
  assert.equal((await send()).status, 429)
})

test('a browser reads the language it asks for', async () => {
  const german = await site.get('/', { 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' })
  const page = await german.text()
  assert.match(page, /<html lang="de">/)
  assert.match(page, /Feedback senden/)
  assert.match(german.headers.get('vary') ?? '', /accept-language/i)
  const other = await site.get('/', { 'accept-language': 'fr,ja;q=0.5' })
  assert.match(await other.text(), /<html lang="en">/)
})

test('a page that does not exist says so', async () => {
  const response = await site.get('/nothing')
  assert.equal(response.status, 404)
  assert.match(await response.text(), /Nothing here/)
})

test('the form explains the use of a message, and links to a page about it', async () => {
  assert.match(await (await site.get('/')).text(), /We use what you write to answer you[^<]*<a href="\/privacy">/)
  const response = await site.get('/privacy')
  assert.equal(response.status, 200)
  assert.match(await response.text(), /id="bell"/)
})

test('every page names the site, and so do those that are short', async () => {
  for (const path of ['/', '/thanks', '/privacy', '/nothing', '/admin']) {
    assert.match(await (await site.get(path)).text(), /<a class="brand" href="\/"><img[^>]*>Feedback<\/a>/, path)
  }
})

test('a browser that opens the machine by its other name is sent to the one name', async () => {
  const visit = { 'sec-fetch-mode': 'navigate' }
  const response = await site.get('http://127.0.0.1:3000/thanks?a=b', visit)
  assert.equal(response.headers.get('location'), 'http://localhost:3000/thanks?a=b')
  assert.equal((await site.get('http://127.0.0.1:3000/')).status, 200)
  assert.equal((await site.get('http://192.0.2.7:3000/', visit)).status, 200)
})

test('styles, scripts, icons and the manifest are served, and nothing else', async () => {
  for (const [path, type] of [
    ['/style.css', 'text/css; charset=utf-8'],
    ['/owner.js', 'text/javascript; charset=utf-8'],
    ['/bell.svg', 'image/svg+xml; charset=utf-8'],
    ['/icon-192.png', 'image/png'],
    ['/manifest.webmanifest', 'application/manifest+json'],
  ] as const) {
    const response = await site.get(path)
    assert.equal(response.status, 200, path)
    assert.equal(response.headers.get('content-type'), type)
    assert.equal(response.headers.get('cache-control'), 'no-cache')
    await response.body?.cancel()
  }
  const tag = (await site.get('/style.css')).headers.get('etag') ?? ''
  assert.equal((await site.get('/style.css', { 'if-none-match': tag })).status, 304)
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/style.css/', '/.env', '/src/main.ts']) {
    assert.equal((await site.get(path)).status, 404, path)
  }
})
