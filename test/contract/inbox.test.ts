// The inbox as pages ask for it, on both databases: whose it is, what it lets nobody else see, and that it is live.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { onEachBelfry, type Place } from '#test/belfry/each-belfry'
import { browserSubscription, SITE_URL } from '#test/belfry/temporary-belfry'

interface Item {
  id: string
  title: string
  read: boolean
}

await onEachBelfry('the inbox', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    let place: Place
    before(async () => {
      place = await open({ topics: { news: { name: 'News', default: true } } })
    })
    after(() => place[Symbol.asyncDispose]())

    const page = (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
      place.ask(method, `/b/default/${path}`, body, { origin: SITE_URL, 'sec-fetch-site': 'same-origin', ...headers })
    const inbox = async (headers: Record<string, string>) => {
      const { status, body } = await page('GET', 'inbox', headers)
      assert.equal(status, 200, JSON.stringify(body))
      return body as { items: Item[]; unread: number; next: string | null }
    }
    const titles = async (headers: Record<string, string>) => (await inbox(headers)).items.map(({ title }) => title)
    const as = (subscriber: string) => ({ 'belfry-identity': place.belfry.identify({ subscriber }) })
    const codeOf = async (headers: Record<string, string>) => (await page('GET', 'inbox', headers)).body.code as string

    async function browser(identity?: string | null) {
      const subscription = browserSubscription()
      const join = async (who = identity, previous?: object) => {
        const named = who === undefined ? {} : { identity: who }
        const answer = await page(
          'PUT',
          'subscription',
          {},
          { ...subscription, ...named, ...(previous && { previous }) },
        )
        assert.ok([200, 201].includes(answer.status), JSON.stringify(answer.body))
        return { 'belfry-handle': `${answer.body.handle} ${subscription.endpoint}` }
      }
      return { subscription, join, handle: await join() }
    }

    test('somebody without any subscription has one, and what is marked in a browser is marked in the other', async () => {
      const ada = as('ada')
      assert.deepEqual(await titles(ada), [])
      await place.belfry.notify({ to: { topic: 'news' }, title: 'The news' })
      await place.belfry.notify({ to: { all: true }, title: 'To all' })
      await place.belfry.notify({ to: { subscriber: 'ada' }, title: 'To Ada' })
      await place.belfry.notify({ to: { subscriber: 'ben' }, title: 'To Ben' })
      const { items, unread } = await inbox(ada)
      assert.deepEqual([items.map(({ title }) => title), unread], [['To Ada', 'To all', 'The news'], 3])
      const [first, second] = items
      const marked = await page('POST', 'inbox/marks', ada, { dismissed: [first?.id], read: [second?.id] })
      assert.deepEqual([marked.status, marked.body], [200, { unread: 1 }])
      const { handle } = await browser(place.belfry.identify({ subscriber: 'ada' }))
      assert.equal(
        await codeOf(handle),
        'inbox-not-anonymous',
        'the handle of a person who has signed in opens nothing',
      )
      const other = await inbox(as('ada'))
      assert.deepEqual(
        other.items.map(({ title, read }) => [title, read]),
        [
          ['To all', true],
          ['The news', false],
        ],
      )
    })

    test("a browser on which nobody has signed in has its own, and a handle ends with the browser's owner", async () => {
      const kiosk = await browser(null)
      await place.belfry.notify({ to: { topic: 'news' }, title: 'For whoever stands here' })
      assert.deepEqual(await titles(kiosk.handle), ['For whoever stands here'])
      const hers = await kiosk.join(place.belfry.identify({ subscriber: 'eve' }))
      assert.equal(await codeOf(kiosk.handle), 'handle-invalid')
      assert.equal(await codeOf(hers), 'inbox-not-anonymous')
      await place.belfry.notify({ to: { subscriber: 'eve' }, title: 'Only for Eve' })
      const next = await kiosk.join(null)
      assert.deepEqual(await titles(next), [], 'the next person finds nothing of hers')
      assert.equal(await codeOf(hers), 'handle-invalid')
    })

    test('what somebody has read and dismissed comes along when they sign in, and what a named person has does not', async () => {
      const both = await browser(null)
      // She has been here before, elsewhere, and gets something of her own that this browser does not show.
      await inbox(as('olga'))
      const titles = ['Read', 'Dismissed', 'Left alone']
      for (const title of titles) await place.belfry.notify({ to: { topic: 'news' }, title })
      const ids = new Map((await inbox(both.handle)).items.map(({ id, title }) => [title, id]))
      await place.belfry.notify({ to: { subscriber: 'olga' }, title: 'Of her own' })
      const wish = { dismissed: [ids.get('Dismissed')], readUntil: ids.get('Read') }
      assert.equal((await page('POST', 'inbox/marks', both.handle, wish)).status, 200)
      await both.join(place.belfry.identify({ subscriber: 'olga' }))
      const seen = async (name: string) =>
        (await inbox(as(name))).items.filter(({ title }) => [...titles, 'Of her own'].includes(title))
      assert.deepEqual(
        (await seen('olga')).map(({ title, read }) => [title, read]),
        [
          ['Of her own', false],
          ['Left alone', false],
          ['Read', true],
        ],
      )
      await page('POST', 'inbox/marks', as('olga'), { dismissed: [ids.get('Left alone')] })
      await inbox(as('paul'))
      await both.join(place.belfry.identify({ subscriber: 'paul' }))
      const { id } = await place.database.kysely
        .selectFrom('belfry_subscribers')
        .select('id')
        .where('external_id', '=', 'paul')
        .executeTakeFirstOrThrow()
      const marks = place.database.kysely.selectFrom('belfry_inbox_marks').selectAll().where('subscriber_id', '=', id)
      assert.deepEqual(await marks.execute(), [], "nothing of Olga's")
    })

    test('nobody marks what is not theirs, and learns nothing of it', async () => {
      await place.belfry.notify({ to: { subscriber: 'grace' }, title: 'To Grace' })
      const [hers] = (await inbox(as('grace'))).items
      const marked = await page('POST', 'inbox/marks', as('mallory'), { dismissed: [hers?.id], readUntil: hers?.id })
      assert.deepEqual([marked.status, marked.body], [200, { unread: 0 }])
      assert.deepEqual((await inbox(as('grace'))).unread, 1)
    })

    test('opens no more for the token of somebody whose devices were ended', async () => {
      const before = as('zoe')
      await inbox(before)
      const { status } = await place.ask('DELETE', '/v1/subscribers/zoe/subscriptions')
      assert.equal(status, 200)
      assert.equal(await codeOf(before), 'identity-revoked')
    })

    test('who does not say who asks, or says it wrong, is refused', async () => {
      assert.equal(await codeOf({}), 'caller-missing')
      assert.equal(await codeOf({ 'belfry-handle': 'x' }), 'handle-invalid')
      assert.equal(await codeOf({ 'belfry-handle': 'x https://fcm.googleapis.com/x' }), 'handle-invalid')
      assert.equal(await codeOf({ 'belfry-identity': 'x' }), 'identity-malformed')
      assert.equal(await codeOf({ 'belfry-identity': '' }), 'identity-malformed')
      const wrong: [unknown, string][] = [
        [{ read: 'all' }, 'field-invalid'],
        [{ read: Array.from({ length: 201 }, () => 'x') }, 'field-invalid'],
        [{ readUntil: 1 }, 'field-invalid'],
        [{ unread: [] }, 'field-unknown'],
        [{ read: ['x'.repeat(101)] }, 'field-invalid'],
        ['[]', 'field-invalid'],
      ]
      for (const [body, code] of wrong) {
        const answer = await page('POST', 'inbox/marks', as('ada'), body)
        assert.deepEqual([answer.status, answer.body.code], [400, code], JSON.stringify(body))
      }
      assert.equal((await page('GET', 'inbox?cursor=x', as('ada'))).body.code, 'cursor-invalid')
    })

    test('a page hears within moments of what came and of what was marked, and of nothing else', async () => {
      await using listener = await listen(place.belfry, as('lin'))
      await place.belfry.notify({ to: { subscriber: 'somebody else' }, title: 'Not heard' })
      await place.belfry.notify({ to: { subscribers: ['lin', 'kim'] }, title: 'To Lin' })
      await listener.change()
      const [item] = (await inbox(as('lin'))).items
      await page('POST', 'inbox/marks', as('lin'), { read: [item?.id] })
      await listener.change()
    })

    test('listening ends when its server closes', async () => {
      await using other = await open({ topics: { news: { name: 'News' } } })
      const server = createServer(other.belfry.listener).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/b/default/inbox/events`
      const headers = { 'belfry-identity': other.belfry.identify({ subscriber: 'ada' }) }
      const stream = await fetch(address, { headers })
      assert.equal(stream.headers.get('content-type'), 'text/event-stream')
      const head = await fetch(address, { headers, method: 'HEAD' })
      assert.equal(head.status, 200)
      server.close()
      assert.match(await stream.text(), /: listening/)
    })

    test('the staff sees it, and a site can have none', async () => {
      const shown = await place.ask('GET', '/v1/subscribers/grace/inbox')
      assert.deepEqual([shown.status, shown.body.items.map(({ title }: Item) => title)], [200, ['To Grace']])
      assert.equal((await place.ask('GET', '/v1/subscribers/nobody/inbox')).body.code, 'subscriber-unknown')
      assert.equal((await place.ask('PATCH', '/v1/sites/default', { inbox: false })).body.inbox, false)
      assert.equal(await codeOf(as('grace')), 'inbox-off')
      assert.equal((await place.ask('GET', '/v1/subscribers/grace/inbox')).body.code, 'inbox-off')
      await place.ask('PATCH', '/v1/sites/default', { inbox: true })
    })
  })
})

/** A page that listens; `change` resolves at the next change that it hears of. */
async function listen(belfry: Place['belfry'], headers: Record<string, string>) {
  const response = await belfry.fetch(new Request(new URL('/b/default/inbox/events', SITE_URL), { headers }))
  assert.equal(response.status, 200)
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const read = async () => new TextDecoder().decode((await reader.read()).value)
  assert.match(await read(), /listening/)
  return {
    async change() {
      for (;;) if (/event: change/.test(await read())) return
    },
    [Symbol.asyncDispose]: () => reader.cancel(),
  }
}
