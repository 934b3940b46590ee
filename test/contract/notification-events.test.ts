// The live progress of a notification, from the first delivery to the last: in the process that sends it, and in
// another one on the same database.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { BelfryModels } from '@belfry/client'
import { startPushService, type PushService } from '@belfry/push-service'
import { postgresStage } from '#test/belfry/postgres-belfry'
import { SITE_URL, temporaryBelfry } from '#test/belfry/temporary-belfry'
import { startPostgres, whyNoPostgres } from '#test/databases/postgres'
import { holdPushService } from '#test/push-services/hold-push-service'
import type { Belfry } from '../../packages/server/src/index.ts'

const SUBSCRIPTIONS = 60
const TAKEN = 20

let service: PushService
before(async () => (service = await startPushService()))
after(() => service.close())

describe('the events of a notification', { timeout: 240_000 }, () => {
  test('tell its progress in the process that sends it', async () => {
    const { allow, ca, resolve } = service
    await using place = await temporaryBelfry({ push: { allow: [...allow], ca, resolve } })
    await subscribe(place.belfry)
    await follow({ asks: place.belfry, apiKey: place.apiKey })
  })

  test('tell it in another process on the same PostgreSQL', async (t) => {
    const why = await whyNoPostgres()
    if (why !== false) return t.skip(why)
    await using postgres = await startPostgres()
    await using empty = await postgres.createDatabase()
    await using stage = postgresStage(empty.url, service)
    await stage.start()
    const asks = await stage.start({ work: false })
    await subscribe(asks)
    await follow({ asks, apiKey: stage.apiKey() })
  })
})

/** Pauses it in the middle, resumes it, and hears of all of that. */
async function follow({ asks, apiKey }: { asks: Belfry; apiKey: string }): Promise<void> {
  const authorization = `Bearer ${apiKey}`
  const ask = (method: string, path: string, body?: object) => {
    const json = body === undefined ? {} : { body: JSON.stringify(body) }
    const headers = { authorization, 'content-type': 'application/json' }
    return asks.fetch(new Request(new URL(path, SITE_URL), { method, headers, ...json }))
  }
  const held = holdPushService(service, { after: TAKEN })
  const created = await ask('POST', '/v1/notifications', { to: { all: true }, title: 'Hello' })
  const { id } = (await created.json()) as { id: string }
  assert.equal((await ask('GET', '/v1/notifications/none/events')).status, 404)
  assert.equal((await ask('HEAD', `/v1/notifications/${id}/events`)).status, 200)
  const answer = await ask('GET', `/v1/notifications/${id}/events`)
  assert.equal(answer.headers.get('content-type'), 'text/event-stream')
  await using events = read(answer)
  await events.until(({ progress }) => progress.audience === SUBSCRIPTIONS && progress.sent >= TAKEN)
  await ask('PATCH', `/v1/notifications/${id}`, { state: 'paused' })
  await events.until(({ state }) => state === 'paused')
  held.release()
  await ask('PATCH', `/v1/notifications/${id}`, { state: 'sending' })
  const last = await events.until(({ state }) => state === 'done')
  assert.deepEqual([last.id, last.progress.sent, last.progress.remaining], [id, SUBSCRIPTIONS, 0])
  assert.notEqual(last.finishedAt, null)
  assert.equal(await events.next(), undefined, 'it has ended')
}

/** The events of an answer, as they come. */
function read(answer: Response) {
  const reader = (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  async function next(): Promise<BelfryModels['NotificationEvent'] | undefined> {
    for (;;) {
      const [, data, rest] = /event: progress\ndata: (.*)\n\n([^]*)/.exec(text) ?? []
      if (data !== undefined) {
        text = rest ?? ''
        return JSON.parse(data) as BelfryModels['NotificationEvent']
      }
      const { done, value } = await reader.read()
      if (done) return undefined
      text += value
    }
  }
  return {
    next,
    async until(fits: (event: BelfryModels['NotificationEvent']) => boolean) {
      for (let event = await next(); event !== undefined; event = await next()) if (fits(event)) return event
      throw new Error('it ended before that')
    },
    [Symbol.asyncDispose]: () => reader.cancel(),
  }
}

async function subscribe(belfry: Belfry): Promise<void> {
  const config = await belfry.fetch(new Request(`${SITE_URL}/b/default/config`))
  const { vapidKey } = (await config.json()) as { vapidKey: { publicKey: string } }
  const made = await service.subscribeMany(SUBSCRIPTIONS, { keyPairs: 1, applicationServerKey: vapidKey.publicKey })
  for (const { endpoint, keys } of made) {
    const answer = await belfry.fetch(
      new Request(`${SITE_URL}/b/default/subscription`, {
        method: 'PUT',
        headers: { origin: SITE_URL, 'content-type': 'application/json' },
        body: JSON.stringify({ endpoint, keys }),
      }),
    )
    assert.equal(answer.status, 201)
  }
}
