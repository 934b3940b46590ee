import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { insertFeedback } from '../feedback/feedback-store.ts'
import { csrfIn, openTestSite } from '../testing/open-test-site.ts'
import type { TestSite } from '../testing/open-test-site.ts'

let site: TestSite
let owner: { cookie: string }

before(async () => {
  site = await openTestSite()
  owner = await site.signIn()
})
after(() => site[Symbol.asyncDispose]())

function add(message: string, name = 'Ada'): number {
  return insertFeedback(site.db, { name, email: 'ada@example.org', message }, site.clock.now)
}

function linksIn(page: string): number[] {
  return [...page.matchAll(/href="\/admin\/feedback\/(\d+)"/g)].map(([, id]) => Number(id))
}

test('an empty inbox says what to do', async () => {
  const page = await (await site.get('/admin/feedback', owner)).text()
  assert.match(page, /Nothing here yet/)
})

test('the inbox shows the newest first, page by page, and the bell on the first', async () => {
  const ids = Array.from({ length: 45 }, (_, number) => add(`message ${number}`)).reverse()
  const seen: number[] = []
  let path = '/admin/feedback'
  for (let page = 1; page <= 3; page += 1) {
    const html = await (await site.get(path, owner)).text()
    assert.equal(html.includes('id="bell"'), page === 1)
    seen.push(...linksIn(html))
    path = /href="(\/admin\/feedback\?before=\d+)"/.exec(html)?.[1] ?? ''
  }
  assert.deepEqual(seen, ids)
  assert.equal(path, '')
})

test('the bell’s words are this site’s, in the reader’s language, with the way without internet on localhost', async () => {
  const words = async (language: string) => {
    const answer = await site.get('/admin/feedback/bell-words.json', { ...owner, 'accept-language': language })
    return (await answer.json()) as Record<string, string>
  }
  assert.match((await words('en'))['state.push-failed'] ?? '', /reach its push service.*--local-push/)
  assert.match((await words('de'))['state.default'] ?? '', /^Aus\./)
})

test('a page that nobody linked to is the first one', async () => {
  for (const before of ['x', '-1', '1e9', '99999999999999999999']) {
    const page = await (await site.get(`/admin/feedback?before=${before}`, owner)).text()
    assert.match(page, /id="bell"/)
  }
})

test('a message has a page, with the ones before and after it', async () => {
  const [older, id, newer] = [add('one'), add('line\n<b>two</b>', 'Zoë & co'), add('three')]
  const page = await (await site.get(`/admin/feedback/${id}`, owner)).text()
  assert.match(page, /<h1 dir="auto">Zoë &amp; co<\/h1>/)
  assert.match(page, /<p class="text" dir="auto">line\n&lt;b&gt;two&lt;\/b&gt;<\/p>/)
  assert.match(page, /href="mailto:ada%40example\.org"/)
  assert.match(
    page,
    /class="button primary" href="mailto:ada%40example\.org\?subject=Re%3A%20Your%20feedback&amp;body=/,
  )
  assert.deepEqual(linksIn(page), [newer, older])
})

test('a message is deleted only with the token of the session', async () => {
  const id = add('delete me')
  const path = `/admin/feedback/${id}`
  const csrf = csrfIn(await (await site.get(path, owner)).text())
  assert.equal((await site.post(`${path}/deletion`, {}, owner)).status, 403)
  assert.equal((await site.post(`${path}/deletion`, { csrf })).status, 303)
  assert.equal((await site.get(path, owner)).status, 200)
  const response = await site.post(`${path}/deletion`, { csrf }, owner)
  assert.equal(response.headers.get('location'), '/admin/feedback')
  const gone = await site.get(path, owner)
  assert.equal(gone.status, 404)
  assert.match(await gone.text(), /the message was deleted/)
})

test('a missing page keeps the owner among the owner’s pages, and links to the inbox', async () => {
  for (const path of ['/admin/feedback/999999', '/admin/nothing', '/nothing']) {
    const page = await (await site.get(path, owner)).text()
    assert.match(page, /<a class="button" href="\/admin\/feedback">To the inbox<\/a>/, path)
    assert.match(page, /action="\/admin\/sign-out"/, path)
    assert.notEqual(csrfIn(page), '', path)
  }
  assert.doesNotMatch(await (await site.get('/nothing')).text(), /sign-out|To the inbox/)
})

test('an open inbox learns of a new message, but only the owner’s', async () => {
  const newest = async (): Promise<unknown> => (await site.get('/admin/feedback/newest', owner)).json()
  const id = add('one more')
  assert.deepEqual(await newest(), { newest: id })
  const page = await (await site.get('/admin/feedback', owner)).text()
  assert.match(page, new RegExp(`id="messages" data-newest="${id}"`))
  assert.equal((await site.get('/admin/feedback/newest')).status, 303)
})

test('the list shows the time of today, the day of this year, else the date', async () => {
  await using own = await openTestSite()
  const signedIn = await own.signIn()
  own.clock.now = new Date(2026, 10, 29, 14, 30).getTime()
  for (const at of [new Date(2025, 2, 4, 9, 5), new Date(2026, 2, 4, 9, 5), new Date(2026, 10, 29, 9, 5)]) {
    insertFeedback(own.db, { name: 'Ada', email: 'ada@example.org', message: 'x' }, at.getTime())
  }
  const page = await (await own.get('/admin/feedback', signedIn)).text()
  const times = [...page.matchAll(/<time class="brief"[^>]*>([^<]+)<\/time/g)].map(([, text]) => text)
  assert.deepEqual(times, ['9:05 AM', 'Mar 4', 'Mar 4, 2025'])
})
