// What an inbox shows and what it does not, on both databases.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { onEachDatabase, type EmptyDatabase } from '#test/databases/each-database'
import { settings } from '../../../../test/contract/stores/site-fixture.ts'
import { declaredSite } from '#test/belfry/declared-site'
import { createNotification } from '../notifications/create-notification.ts'
import { checkRequest } from '../notifications/notification-row.ts'
import { eraseSubscriber } from '../erasures/erase-subscriber.ts'
import { establishSubscriber, insertAnonymous } from '../subscribers/subscriber-store.ts'
import { savePreference } from '../topics/preference-store.ts'
import { markInbox, readInbox } from './inbox.ts'
import { findReader } from './reader.ts'

await onEachDatabase('an inbox', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    test('shows what was sent to a person, the newest first, and nothing of anybody else', async () => {
      await using stage = await stageOf(open)
      const ada = await stage.person('ada')
      const ben = await stage.person('ben')
      await stage.choose(ada, 'blog', true)
      await stage.send({ topic: 'blog' }, 'to the blog')
      await stage.send({ all: true }, 'to all')
      await stage.send({ subscriber: 'ada' }, 'to Ada')
      await stage.send({ subscribers: ['ben', 'ada', 'ada'] }, 'to both')
      assert.deepEqual(await stage.titles(ada), ['to both', 'to Ada', 'to all', 'to the blog'])
      assert.deepEqual(await stage.titles(ben), ['to both', 'to all'])
      const stranger = await stage.anonymous()
      assert.deepEqual(await stage.titles(stranger), [], 'who came later was not meant')
    })

    test('shows a topic for as long as it was on, and not what came while it was off', async () => {
      await using stage = await stageOf(open)
      const ada = await stage.person('ada')
      await stage.send({ topic: 'blog' }, 'before')
      await stage.choose(ada, 'blog', true)
      await stage.send({ topic: 'blog' }, 'first')
      await stage.choose(ada, 'blog', true)
      assert.deepEqual(await stage.titles(ada), ['first'], 'the same choice again changes nothing')
      await stage.choose(ada, 'blog', false)
      await stage.send({ topic: 'blog' }, 'meanwhile')
      assert.deepEqual(await stage.titles(ada), ['first'], 'it is kept')
      await stage.choose(ada, 'blog', true)
      await stage.send({ topic: 'blog' }, 'again')
      assert.deepEqual(await stage.titles(ada), ['again', 'first'])
    })

    test('a granted topic that is taken back goes with what came through it', async () => {
      await using stage = await stageOf(open)
      const ada = await stage.person('ada')
      await stage.choose(ada, 'feedback', true)
      await stage.send({ topic: 'feedback' }, 'a complaint')
      assert.deepEqual(await stage.titles(ada), ['a complaint'])
      await stage.choose(ada, 'feedback', false)
      assert.deepEqual(await stage.titles(ada), [])
    })

    test('a topic turned on and off for ever leaves a bounded number of rows', async () => {
      await using stage = await stageOf(open)
      const ada = await stage.person('ada')
      for (let n = 0; n < 60; n += 1) await stage.choose(ada, 'blog', n % 2 === 0)
      const rows = await stage.database.kysely.selectFrom('belfry_past_preferences').selectAll().execute()
      assert.equal(rows.length, 20)
    })

    test('shows somebody who has never been here what was sent to the id', async () => {
      await using stage = await stageOf(open)
      await stage.send({ subscriber: 'ada' }, 'to Ada')
      await stage.send({ subscribers: ['ada', 'ben'] }, 'to both')
      assert.deepEqual(await stage.titles(await stage.person('ada')), ['to both', 'to Ada'])
    })

    test('a private one says nothing of its content', async () => {
      await using stage = await stageOf(open)
      const ada = await stage.person('ada')
      await stage.send({ subscriber: 'ada' }, 'HIV test is back', { privacy: 'generic', body: 'negative', url: '/r/1' })
      const page = await stage.read(ada)
      assert.deepEqual(
        page.items.map(({ title, isPrivate, url }) => ({ title, isPrivate, url })),
        [{ title: 'You have a new message', isPrivate: true, url: 'https://example.com/r/1' }],
      )
      assert.doesNotMatch(JSON.stringify(page), /HIV|negative/)
    })

    test('does not show what was forgotten, withdrawn, or is held by hand', async () => {
      await using stage = await stageOf(open)
      const ada = await stage.person('ada')
      for (const title of ['forgotten', 'withdrawn', 'held', 'there']) await stage.send({ all: true }, title)
      const change = (title: string, columns: object) =>
        stage.database.kysely
          .updateTable('belfry_notifications')
          .set(columns)
          .where('content', 'like', `%"${title}"%`)
          .execute()
      await change('withdrawn', { state: 'cancelled' })
      await change('held', { state: 'paused' })
      await change('forgotten', { content: '{}', payload: '{}' })
      assert.deepEqual(await stage.titles(ada), ['there'])
      assert.equal((await stage.read(ada)).unread, 1)
    })

    test('is read and dismissed one by one and up to one, and pages go on where they ended', async () => {
      await using stage = await stageOf(open)
      const ada = await stage.person('ada')
      const ids: string[] = []
      for (let n = 1; n <= 7; n += 1) ids.push(await stage.send({ all: true }, `${n}`))
      const reader = await stage.reader(ada)
      assert.deepEqual(await markInbox(stage.database, reader, { read: [ids[5] as string] }, 0), { unread: 6 })
      assert.deepEqual(await markInbox(stage.database, reader, { dismissed: [ids[1] as string] }, 0), { unread: 5 })
      assert.deepEqual(await markInbox(stage.database, reader, { readUntil: ids[3] }, 0), { unread: 2 })
      const pages: string[] = []
      let cursor: string | undefined
      do {
        const page = await readInbox(stage.database, reader, { cursor, limit: 4 })
        pages.push(page.items.map(({ title, read }) => (read ? `(${title})` : title)).join(' '))
        assert.equal(page.unread, 2)
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      assert.deepEqual(pages, ['7 (6) 5 (4)', '(3) (1)'])
    })

    test('two browsers that mark at the same moment lose nothing', async () => {
      await using stage = await stageOf(open)
      const ada = await stage.person('ada')
      const ids: string[] = []
      for (let n = 0; n < 8; n += 1) ids.push(await stage.send({ all: true }, `${n}`))
      const reader = await stage.reader(ada)
      await Promise.all(ids.map((id) => markInbox(stage.database, reader, { read: [id] }, 0)))
      assert.equal((await stage.read(ada)).unread, 0)
    })

    test('a site that has it off keeps no list of names', async () => {
      await using stage = await stageOf(open)
      await stage.database.kysely.updateTable('belfry_sites').set({ inbox: 0 }).execute()
      await stage.send({ subscribers: ['ada', 'ben'] }, 'to both')
      assert.deepEqual(await stage.database.kysely.selectFrom('belfry_addressees').selectAll().execute(), [])
    })

    test('an erased person leaves nothing of it', async () => {
      await using stage = await stageOf(open)
      const ada = await stage.person('ada')
      await stage.choose(ada, 'blog', true)
      await stage.choose(ada, 'blog', false)
      const id = await stage.send({ subscribers: ['ada', 'ben'] }, 'to both')
      await markInbox(stage.database, await stage.reader(ada), { read: [id] }, 0)
      await eraseSubscriber(stage.database, { siteId: 'default', externalId: 'ada', key: Buffer.alloc(32) }, 1)
      const { kysely } = stage.database
      assert.deepEqual(await kysely.selectFrom('belfry_inbox_marks').selectAll().execute(), [])
      assert.deepEqual(await kysely.selectFrom('belfry_past_preferences').selectAll().execute(), [])
      const named = await kysely.selectFrom('belfry_addressees').select('external_id').execute()
      assert.deepEqual(
        named.map(({ external_id }) => external_id),
        ['ben'],
      )
      assert.deepEqual(await stage.titles(await stage.person('ada')), [], 'also when the id is given again')
    })
  })
})

async function stageOf(open: () => Promise<EmptyDatabase>) {
  const place = await open()
  const { database } = place
  await declaredSite(database, settings)
  let now = 1_700_000_000_000
  const tick = () => (now += 1000)
  const reader = (subscriber: number) => findReader(database, { siteId: 'default', subscriber })
  const read = async (subscriber: number) =>
    readInbox(database, await reader(subscriber), { cursor: undefined, limit: 50 })
  return {
    database,
    reader,
    read,
    person: async (externalId: string) =>
      (await establishSubscriber(database.kysely, 'default', externalId, tick())).id,
    anonymous: async () => (await insertAnonymous(database.kysely, 'default', tick())).id,
    choose: (subscriberId: number, topicId: string, enabled: boolean) =>
      savePreference(
        database.kysely,
        { siteId: 'default', topicId, subscriberId, enabled, granted: topicId === 'feedback' },
        tick(),
      ),
    async send(to: object, title: string, more: object = {}) {
      const checked = checkRequest({ to, title, ...more }, undefined)
      const id = crypto.randomUUID()
      const context = { siteId: 'default', id, now: tick(), dialect: database.dialect, enqueue: async () => undefined }
      await database.transaction((tx) => createNotification(tx, checked, context))
      return id
    },
    titles: async (subscriber: number) => (await read(subscriber)).items.map(({ title }) => title),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  }
}
