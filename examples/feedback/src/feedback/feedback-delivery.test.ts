import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { createBelfry } from 'belfry'
import type { Belfry } from 'belfry'
import { openDatabase } from '../database/open-database.ts'
import { receiveFeedback } from './receive-feedback.ts'

const url = 'http://localhost:3000'
const feedback = { name: 'Ada', email: 'ada@example.org', message: 'The form does not …' }

async function open() {
  await using opening = new AsyncDisposableStack()
  const data = await mkdtemp(join(tmpdir(), 'feedback-'))
  opening.defer(() => rm(data, { recursive: true, force: true }))
  const service = opening.use(await startPushService())
  const { allow, ca, resolve } = service
  const topics = { feedback: { name: 'New feedback', access: 'granted' as const } }
  const database = join(data, 'feedback.db')
  const options = {
    data,
    database,
    url,
    topics,
    push: { allow: [...allow], ca, resolve: { ...resolve } },
    log: 'silent' as const,
  }
  const stack = opening.move()
  return { service, options, database, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** Subscribes as the bell in a page does, with a subscriber of the push service instead of a browser. */
async function ringTheBell(
  belfry: Belfry,
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
  identity: string | null,
): Promise<Response> {
  return belfry.fetch(
    new Request(`${url}/b/default/subscription`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({
        endpoint: subscription.endpoint,
        keys: subscription.keys,
        identity,
        topics: ['feedback'],
      }),
    }),
  )
}

test('a message is pushed to the owner alone, with the name, the text and its link', async () => {
  await using site = await open()
  await using belfry = await createBelfry(site.options)
  using db = openDatabase(site.database)
  const subscription = await site.service.subscribe({ profile: 'fcm' })
  const identity = belfry.identify({ subscriber: 'owner', topics: ['feedback'] })
  assert.equal((await ringTheBell(belfry, subscription, identity)).status, 201)
  const stranger = await site.service.subscribe({ profile: 'mozilla' })
  assert.equal((await ringTheBell(belfry, stranger, null)).status, 403)

  const { mark } = site.service.events
  const id = receiveFeedback({ db, belfry }, feedback, Date.now())
  await site.service.events.next('delivered', { after: mark })
  const [message, ...more] = site.service.messages()
  assert.deepEqual(more, [])
  const { notification } = JSON.parse(message?.text ?? '') as {
    notification: Record<string, unknown>
  }
  assert.equal(notification.title, 'Ada:')
  assert.equal(notification.body, feedback.message)
  assert.equal(notification.navigate, `${url}/admin/feedback/${id}`)
  assert.equal(notification.tag, `feedback-${id}`)
})

test('a server killed between commit and delivery delivers after its restart', async () => {
  await using site = await open()
  const subscription = await site.service.subscribe({ profile: 'mozilla' })
  {
    await using belfry = await createBelfry(site.options)
    const identity = belfry.identify({ subscriber: 'owner', topics: ['feedback'] })
    assert.equal((await ringTheBell(belfry, subscription, identity)).status, 201)
  }
  // It has no time for anything after the commit: the signal is sent in the same turn of the loop.
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
      const { createBelfry } = await import('belfry')
      const { openDatabase } = await import(${JSON.stringify(new URL('../database/open-database.ts', import.meta.url).href)})
      const { receiveFeedback } = await import(${JSON.stringify(new URL('receive-feedback.ts', import.meta.url).href)})
      const belfry = await createBelfry(${JSON.stringify(site.options)})
      const db = openDatabase(${JSON.stringify(site.database)})
      receiveFeedback({ db, belfry }, ${JSON.stringify(feedback)}, Date.now())
      process.kill(process.pid, 'SIGKILL')
    `,
    ],
    { cwd: new URL('.', import.meta.url), stdio: 'inherit' },
  )
  const [, signal] = await once(child, 'exit')
  assert.equal(signal, 'SIGKILL')

  await using _belfry = await createBelfry(site.options)
  if (site.service.messages(subscription.id).length === 0) {
    await site.service.events.next('delivered', { timeoutMs: 30_000 })
  }
  assert.ok(site.service.messages(subscription.id)[0]?.text?.includes('Ada:'))
})
