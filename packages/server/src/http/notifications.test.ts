import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'node:test'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'
import { startPushService, type PushService } from '../../../push-service/src/index.ts'

const PATH = '/v1/notifications'

let service: PushService
let site: TemporaryBelfry
before(async () => {
  service = await startPushService()
  const { allow, ca, resolve } = service
  site = await temporaryBelfry({
    push: { allow, ca, resolve },
    topics: { blog: { name: 'Blog' }, feedback: { name: 'Feedback', access: 'granted' } },
  })
})
after(async () => {
  await site[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
})

async function subscriber(topic: string) {
  const { id, endpoint, keys } = await service.subscribe({ profile: 'mozilla' })
  const { body } = await site.page('GET', '/b/default/config')
  const identity = site.belfry.identify({ subscriber: `reader of ${topic}`, topics: ['feedback'] })
  const answer = await site.page('PUT', '/b/default/subscription', {
    endpoint,
    keys,
    keyId: body.vapidKey.id,
    identity,
    topics: [topic],
  })
  assert.equal(answer.status, 201)
  return id
}

const arrived = async (id: string, mark: number) => {
  await service.events.next('delivered', {
    after: mark,
    where: (event) => event.subscription === id,
  })
  return service.messages(id).map(({ text }) => JSON.parse(text ?? '').notification.title)
}
const notifications = () => site.rows('select id from belfry_notifications').length

describe('POST /v1/notifications', () => {
  test('accepts, sends, and reports the progress', async () => {
    const id = await subscriber('blog')
    const { mark } = service.events
    const answer = await site.api('POST', PATH, { to: { topic: 'blog' }, title: 'News', url: '/blog' })
    assert.equal(answer.status, 202)
    assert.equal(answer.headers.get('location'), `${PATH}/${answer.body.id}`)
    assert.deepEqual(await arrived(id, mark), ['News'])

    const { status, body } = await site.api('GET', `${PATH}/${answer.body.id}`)
    assert.equal(status, 200)
    assert.equal(body.title, 'News')
    assert.equal(body.id, answer.body.id)
    const list = await site.api('GET', PATH)
    assert.equal(list.body.notifications[0].id, answer.body.id)
    assert.equal(list.body.next, null)
  })

  test('with one Idempotency-Key is accepted once', async () => {
    const notification = { to: { all: true }, title: 'Once' }
    const headers = { 'idempotency-key': 'order-42' }
    const first = await site.api('POST', PATH, notification, headers)
    assert.equal(first.headers.get('idempotency-replayed'), null)
    const again = await site.api('POST', PATH, notification, headers)
    assert.equal(again.status, 202)
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
    assert.equal(again.body.id, first.body.id)
    const other = await site.api('POST', PATH, { ...notification, title: 'Twice' }, headers)
    assert.equal(other.status, 422)
    assert.equal(other.body.code, 'idempotency-key-reused')
    const malformed = await site.api('POST', PATH, notification, {
      'idempotency-key': 'with space',
    })
    assert.equal(malformed.body.code, 'idempotency-key-invalid')
  })

  const good = { to: { all: true }, title: 'Hello' }
  const wrong: [string, unknown, string, string?][] = [
    ['malformed JSON', '{', 'json-malformed'],
    ['an unknown field', { ...good, colour: 'red' }, 'field-unknown', 'colour'],
    ['no title', { to: { all: true } }, 'field-missing', 'title'],
    ['no audience', { title: 'Hello' }, 'field-missing', 'to'],
    ['two audiences', { ...good, to: { all: true, topic: 'blog' } }, 'audience-invalid', 'to'],
    ['an unknown topic', { ...good, to: { topic: 'nothing' } }, 'topic-unknown', 'to.topic'],
    ['a link away from the site', { ...good, url: 'https://evil.example/' }, 'url-not-same-origin', 'url'],
    ['a link that is a script', { ...good, url: 'javascript:alert(1)' }, 'url-invalid', 'url'],
    ['a ttl of months', { ...good, ttl: 10_000_000 }, 'field-invalid', 'ttl'],
    [
      'a payload too large',
      { ...good, tag: '☃'.repeat(200), icon: `/${'i'.repeat(2000)}`, badge: `/${'b'.repeat(2000)}` },
      'payload-too-large',
    ],
    ['a body over 64 kB', { ...good, body: 'x'.repeat(70_000) }, 'body-too-large'],
  ]
  for (const [what, body, code, field] of wrong) {
    test(`refuses ${what} with ${code} and stores nothing`, async () => {
      const before = notifications()
      const answer = await site.api('POST', PATH, body)
      assert.equal(answer.body.code, code, JSON.stringify(answer.body))
      assert.ok(answer.status >= 400 && answer.status < 500)
      if (field) assert.equal(answer.body.errors[0].field, field)
      assert.equal(notifications(), before)
    })
  }
})

describe('GET and PATCH /v1/notifications/:id', () => {
  test('know only existing notifications', async () => {
    for (const id of ['nothing', '00000000-0000-4000-8000-000000000000']) {
      assert.equal((await site.api('GET', `${PATH}/${id}`)).body.code, 'notification-unknown')
      const patch = await site.api('PATCH', `${PATH}/${id}`, { state: 'cancelled' })
      assert.equal(patch.body.code, 'notification-unknown')
    }
    assert.equal((await site.api('GET', `${PATH}?cursor=x`)).body.code, 'cursor-invalid')
  })

  test('take only the states that a request may set', async () => {
    const { body } = await site.api('POST', PATH, { to: { subscriber: 'nobody' }, title: 'Hello' })
    for (const wrong of [{ state: 'done' }, {}, { state: 'paused', title: 'x' }]) {
      const answer = await site.api('PATCH', `${PATH}/${body.id}`, wrong)
      assert.equal(answer.status, 400)
      assert.match(answer.body.code, /^field-/)
    }
  })
})

describe('belfry.notify', () => {
  test('in an open transaction exists if and only if it is committed', async () => {
    const id = await subscriber('feedback')
    using app = new DatabaseSync(`${site.data}/belfry.db`, { timeout: 5000 })
    app.exec('create table messages (text text)')
    const before = notifications()

    app.exec('begin immediate')
    app.exec(`insert into messages values ('lost')`)
    const lost = site.belfry.notify({ to: { topic: 'feedback' }, title: 'Lost' }, { transaction: app })
    assert.match(lost.id, /\w/, 'it answers at once')
    app.exec('rollback')
    assert.equal(notifications(), before)

    const { mark } = service.events
    app.exec('begin immediate')
    app.exec(`insert into messages values ('kept')`)
    site.belfry.notify({ to: { topic: 'feedback' }, title: 'Kept' }, { transaction: app })
    app.exec('commit')
    assert.deepEqual(await arrived(id, mark), ['Kept'])
  })

  test('throws synchronously for a wrong transaction', () => {
    using app = new DatabaseSync(`${site.data}/belfry.db`)
    const notify = (title: string) => site.belfry.notify({ to: { all: true }, title }, { transaction: app })
    assert.throws(() => notify('Hello'), { name: 'DatabaseError', code: 'transaction-not-open' })
    app.exec('begin')
    assert.throws(() => notify(''), { name: 'Refusal', code: 'field-invalid' })
    app.exec('rollback')
  })

  test('rejects for a notification that cannot be sent', async () => {
    await assert.rejects(site.belfry.notify({ to: { topic: 'nothing' }, title: 'Hello' }), { code: 'topic-unknown' })
    await assert.rejects(site.belfry.notify({ to: { all: true }, title: 'Hello' }, { site: 'other' }), {
      code: 'site-unknown',
    })
  })
})
