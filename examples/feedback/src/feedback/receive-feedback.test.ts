import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createBelfry } from 'belfry'
import { openDatabase } from '../database/open-database.ts'
import { receiveFeedback } from './receive-feedback.ts'

const feedback = { name: 'Ada', email: 'ada@example.org', message: 'Hello' }

async function open() {
  await using opening = new AsyncDisposableStack()
  const data = await mkdtemp(join(tmpdir(), 'feedback-'))
  opening.defer(() => rm(data, { recursive: true, force: true }))
  const database = join(data, 'feedback.db')
  const url = 'http://localhost:3000'
  const topics = { feedback: { name: 'New feedback', access: 'granted' as const } }
  const belfry = opening.use(await createBelfry({ data, database, url, topics, log: 'silent' }))
  const db = opening.use(openDatabase(database))
  const rows = () => ({
    ...db
      .prepare(
        'select (select count(*) from feedback) as feedback, (select count(*) from belfry_notifications) as ' +
          'notifications, (select count(*) from belfry_jobs) as jobs',
      )
      .get(),
  })
  const stack = opening.move()
  return { belfry, db, rows, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

test('message and notification are committed together', async () => {
  await using site = await open()
  assert.equal(receiveFeedback(site, feedback, 1), 1)
  assert.equal(site.rows().feedback, 1)
  assert.equal(site.rows().notifications, 1)
})

test('a failure after notify() leaves neither the message nor the notification', async () => {
  await using site = await open()
  const belfry = {
    notify: (...call: Parameters<typeof site.belfry.notify>) => {
      void site.belfry.notify(...call)
      throw new Error('the disk is on fire')
    },
  } as unknown as typeof site.belfry
  assert.throws(() => receiveFeedback({ db: site.db, belfry }, feedback, 1), /on fire/)
  assert.deepEqual(site.rows(), { feedback: 0, notifications: 0, jobs: 0 })
  assert.equal(site.db.isTransaction, false)
  assert.ok(receiveFeedback(site, feedback, 2) > 0)
})

test('a message whose notification Belfry refuses is not stored', async () => {
  await using site = await open()
  assert.throws(() => receiveFeedback(site, { ...feedback, name: 'x'.repeat(20_000) }, 1))
  assert.deepEqual(site.rows(), { feedback: 0, notifications: 0, jobs: 0 })
})
