import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { deliveryFixture, type DeliveryFixture } from '#test/deliveries/delivery-fixture'
import { createLogFlusher } from '../database/flush-log.ts'
import { openSqlite } from '../database/open-sqlite.ts'
import type { Lane } from '../database/schema.ts'
import { enqueueJobs } from '../queue/enqueue-jobs.ts'
import { Refusal } from '../refusals/refusal.ts'
import { createNotifications } from './notifications.ts'

const hello = { to: { topic: 'blog' }, title: 'Hello' }

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

function counts(fixture: DeliveryFixture): { notifications: number; jobs: number } {
  const count = (table: string) => Number(fixture.rows(`select count(*) as n from ${table}`)[0]?.['n'])
  return { notifications: count('belfry_notifications'), jobs: count('belfry_jobs') }
}

/** Two ways to create, one behaviour: through the API's transaction and in an app's own. */
const ways = [
  {
    name: 'in a transaction of its own',
    create: async (fixture: DeliveryFixture, input: unknown, idempotencyKey?: string) => {
      const options = idempotencyKey === undefined ? {} : { idempotencyKey }
      const { notification } = await fixture.notifications.create('default', input, options)
      return notification.id
    },
  },
  {
    name: "in an app's transaction",
    create: async (fixture: DeliveryFixture, input: unknown, idempotencyKey?: string) => {
      const app = new DatabaseSync(fixture.file)
      try {
        app.exec('begin immediate')
        const options = idempotencyKey === undefined ? {} : { idempotencyKey }
        const { id } = fixture.notifications.createWithin(app, 'default', input, options)
        app.exec('commit')
        return id
      } finally {
        if (app.isTransaction) app.exec('rollback')
        app.close()
      }
    },
  },
]

for (const { name, create } of ways) {
  test(`created ${name}, a notification and its job are written`, async () => {
    await using fixture = await deliveryFixture()
    const id = await create(fixture, { ...hello, body: 'There is news.', ttl: 60, tag: 'a' })
    assert.deepEqual(counts(fixture), { notifications: 1, jobs: 1 })
    const details = await fixture.get(id)
    assert.equal(details.state, 'planning')
    assert.equal(details.lane, 'bulk')
    assert.equal(details.body, 'There is news.')
    assert.equal(details.ttl, 60)
    assert.equal(Date.parse(details.expiresAt) - Date.parse(details.createdAt), 60_000)
    assert.deepEqual(details.to, { topic: 'blog' })
    assert.deepEqual(details.progress, {
      audience: 0,
      sent: 0,
      outcomes: {},
      remaining: 0,
      ratePerSecond: 0,
    })
  })

  test(`created ${name}, it is transactional for one person and for topics that are`, async () => {
    await using fixture = await deliveryFixture()
    const laneOf = async (to: object) => (await fixture.get(await create(fixture, { ...hello, to }))).lane
    assert.equal(await laneOf({ subscriber: 'ada' }), 'transactional')
    assert.equal(await laneOf({ topic: 'feedback' }), 'transactional')
    assert.equal(await laneOf({ topic: 'blog' }), 'bulk')
    assert.equal(await laneOf({ all: true }), 'bulk')
  })

  test(`created ${name} with one key, it is one notification, and another request is refused`, async () => {
    await using fixture = await deliveryFixture()
    const first = await create(fixture, hello, 'key-1')
    assert.equal(await create(fixture, { title: 'Hello', to: { topic: 'blog' } }, 'key-1'), first)
    await assert.rejects(create(fixture, { ...hello, title: 'Other' }, 'key-1'), refused('idempotency-key-reused'))
    assert.deepEqual(counts(fixture), { notifications: 1, jobs: 1 })
    assert.notEqual(await create(fixture, hello, 'key-2'), first)
    await assert.rejects(create(fixture, hello, 'with space'), refused('idempotency-key-invalid'))
  })

  test(`created ${name}, a wrong one is refused and leaves nothing`, async () => {
    await using fixture = await deliveryFixture()
    const refusals: [object, string][] = [
      [{ to: { topic: 'nothing' } }, 'topic-unknown'],
      [{ url: 'https://evil.example/' }, 'url-not-same-origin'],
      [{ colour: 'red' }, 'field-unknown'],
      [{ title: '' }, 'field-invalid'],
    ]
    for (const [wrong, code] of refusals) {
      await assert.rejects(create(fixture, { ...hello, ...wrong }), refused(code), code)
    }
    assert.deepEqual(counts(fixture), { notifications: 0, jobs: 0 })
  })
}

test('both ways write the same row', async () => {
  await using fixture = await deliveryFixture()
  const input = {
    ...hello,
    body: 'x',
    url: '/a',
    collapseKey: 'c',
    urgency: 'high',
    privacy: 'generic',
  }
  for (const { create } of ways) await create(fixture, input)
  const [one, other] = fixture.rows('select * from belfry_notifications order by number').map((row) => {
    const { number: _, id, created_at: createdAt, expires_at: __, ...rest } = row
    const payload = String(rest['payload']).replace(String(id), 'id').replace(String(createdAt), 'time')
    return { ...rest, payload }
  })
  assert.deepEqual(one, other)
})

test('a notification that an app rolls back does not exist', async () => {
  await using fixture = await deliveryFixture()
  const app = new DatabaseSync(fixture.file)
  app.exec('create table messages (id integer primary key, text text); begin immediate')
  app.prepare("insert into messages (text) values ('hello')").run()
  fixture.notifications.createWithin(app, 'default', hello, {})
  app.exec('rollback')
  app.close()
  assert.deepEqual(counts(fixture), { notifications: 0, jobs: 0 })
})

test('many requests with one key at once make one notification', async () => {
  await using fixture = await deliveryFixture()
  const made = await Promise.all(
    Array.from({ length: 20 }, () => fixture.notifications.create('default', hello, { idempotencyKey: 'same' })),
  )
  assert.equal(new Set(made.map(({ notification }) => notification.id)).size, 1)
  assert.equal(made.filter(({ replayed }) => !replayed).length, 1)
})

test('the engine is woken when a notification is committed, and its sender is answered when the disk has it', async () => {
  await using fixture = await deliveryFixture()
  const disk = Promise.withResolvers<void>()
  const flusher = (path: string) => createLogFlusher(path, () => disk.promise)
  await using database = await openSqlite(fixture.file, { flusher })
  const woken = Promise.withResolvers<Lane | undefined>()
  const wake = (lane?: Lane) => woken.resolve(lane)
  const notifications = createNotifications({ database, enqueue: enqueueJobs, wake, now: Date.now })
  let isAnswered = false
  const sending = notifications.create('default', { to: { subscriber: 'ada' }, title: 'A reply' }, {}).finally(() => {
    isAnswered = true
  })
  assert.equal(await woken.promise, 'transactional')
  assert.deepEqual(counts(fixture), { notifications: 1, jobs: 1 })
  assert.equal(isAnswered, false)
  disk.resolve()
  const { notification } = await sending
  assert.equal(notification.progress.audience, 0)
})

test('an unknown subscriber is accepted, and the answer says that nobody will get it', async () => {
  await using fixture = await deliveryFixture()
  const to = { subscriber: 'nobody' }
  const { notification } = await fixture.notifications.create('default', { ...hello, to }, {})
  assert.match(notification.note ?? '', /none of these subscribers/)
})

test('the list is newest first, page by page, and of one site only', async () => {
  await using fixture = await deliveryFixture()
  const made: string[] = []
  for (let i = 0; i < 120; i += 1) made.push(await fixture.send({ title: `Number ${i}` }))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await fixture.notifications.list('default', { cursor, limit: 50 })
    assert.ok(items.length <= 50)
    seen.push(...items.map(({ id }) => id))
    cursor = next
  } while (cursor !== undefined)
  assert.deepEqual(seen, made.toReversed())
  assert.deepEqual((await fixture.notifications.list('other', { limit: 50 })).items, [])
  await assert.rejects(fixture.notifications.list('default', { cursor: 'x1', limit: 50 }), refused('cursor-invalid'))
  assert.equal(await fixture.notifications.get('other', made[0] ?? ''), undefined)
})

test('its state changes on request, a repeated request does nothing, and an ended one stays ended', async () => {
  await using fixture = await deliveryFixture()
  const id = await fixture.send({})
  const ask = async (state: 'paused' | 'sending' | 'cancelled') =>
    (await fixture.notifications.setState('default', id, state))?.state
  assert.equal(await ask('sending'), 'planning')
  assert.equal(await ask('paused'), 'paused')
  assert.equal(await ask('paused'), 'paused')
  assert.equal(await ask('sending'), 'planning')
  assert.equal(await ask('cancelled'), 'cancelled')
  assert.equal(await ask('cancelled'), 'cancelled')
  await assert.rejects(ask('sending'), refused('notification-finished'))
  await assert.rejects(ask('paused'), refused('notification-finished'))
  assert.equal(await fixture.notifications.setState('default', 'nothing', 'paused'), undefined)
})

test('erased content is shown as such, with its outcomes', async () => {
  await using fixture = await deliveryFixture()
  const id = await fixture.send({ title: 'Hello', body: 'A secret.' })
  fixture.database.raw.exec("update belfry_notifications set content = '{}', payload = '{}'")
  const { title, body, contentForgotten, state } = await fixture.get(id)
  assert.deepEqual([title, body, contentForgotten, state], ['', undefined, true, 'planning'])
})

test('a row that cannot be read hides no other, and a field that a newer Belfry wrote is left out', async () => {
  await using fixture = await deliveryFixture()
  const [broken, newer] = [await fixture.send({ title: 'A' }), await fixture.send({ title: 'B' })]
  const write = fixture.database.raw.prepare('update belfry_notifications set content = ?, audience = ? where id = ?')
  write.run('no JSON', '{"all":true}', broken)
  write.run('{"title":"B","poll":"yes"}', '{"segment":"new"}', newer)
  const { items } = await fixture.notifications.list('default', { limit: 10, cursor: undefined })
  assert.deepEqual(
    items.map((item) => [item.id, item.title, item.to, Reflect.get(item, 'poll')]),
    [
      [newer, 'B', { segment: 'new' }, undefined],
      [broken, '', { all: true }, undefined],
    ],
  )
})
