import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OwnSubscription, PushService } from '@belfry/push-service'
import { identifyPushService, vapidKeyId } from '@belfry/web-push'
import { openDatabase } from '../../../packages/server/src/database/open-database.ts'
import { createBelfry, type Belfry, type BelfryOptions } from '../../../packages/server/src/index.ts'
import type { NotificationDetails } from '../../../packages/server/src/notifications/answer-schema.ts'

const SITE_URL = 'https://example.com'

/** A whole Belfry, its engine in its own thread, with as many subscribers as a test needs; on either database. */
export interface BroadcastStage extends AsyncDisposable {
  belfry: Belfry
  /** The options of this one: another on the same database takes the same. */
  options: BelfryOptions
  apiKey: string
  /** The address of its database. */
  address: string
  /**
   * Makes subscribers with one subscription each, who have turned the topic on; at `origin` instead of the push
   * service's.
   */
  subscribe(count: number, topic: string, origin?: string): Promise<OwnSubscription[]>
  send(topic: string): Promise<string>
  get(id: string): Promise<NotificationDetails>
  api<Answer>(method: string, path: string, body?: object): Promise<Answer>
  /** A text answer: /metrics. */
  text(path: string): Promise<string>
}

/** `database`: the URL of a PostgreSQL, or a SQLite file of its own. */
export async function broadcastStage(
  service: PushService,
  database?: string,
  options: Partial<BelfryOptions> = {},
): Promise<BroadcastStage> {
  const data = mkdtempSync(join(tmpdir(), 'belfry-stage-'))
  const address = database ?? join(data, 'belfry.db')
  const apiKey = randomBytes(24).toString('hex')
  const { allow, ca, resolve } = service
  const all: BelfryOptions = {
    data,
    database: address,
    url: SITE_URL,
    contact: 'ops@example.com',
    log: 'silent',
    topics: { large: { name: 'Large' }, small: { name: 'Small' } },
    push: { allow: [...allow], ca, resolve },
    secrets: { apiKey },
    ...options,
  }
  const belfry = await createBelfry(all)
  const answer = async (method: string, path: string, body?: object) => {
    const response = await belfry.fetch(
      new Request(new URL(path, SITE_URL), {
        method,
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    assert.ok(response.ok, `${method} ${path}: ${response.status}`)
    return response
  }
  const ask = async (method: string, path: string, body?: object) => (await answer(method, path, body)).json()
  return {
    belfry,
    options: all,
    apiKey,
    address,
    async subscribe(count, topic, origin) {
      const config = (await ask('GET', '/b/default/config')) as { vapidKey: { publicKey: string } }
      const { publicKey } = config.vapidKey
      const own = await service.subscribeMany(count, {
        keyPairs: 1,
        applicationServerKey: publicKey,
      })
      const made = own.map((one) => (origin === undefined ? one : { ...one, endpoint: elsewhere(one, origin) }))
      await insert(address, made, topic, vapidKeyId(publicKey))
      return made
    },
    async send(topic) {
      const made = await ask('POST', '/v1/notifications', { to: { topic }, title: topic })
      return (made as { id: string }).id
    },
    get: async (id) => (await ask('GET', `/v1/notifications/${id}`)) as NotificationDetails,
    api: async (...request) => (await ask(...request)) as never,
    text: async (path) => (await answer('GET', path)).text(),
    async [Symbol.asyncDispose]() {
      await belfry.close()
      rmSync(data, { recursive: true })
    },
  }
}

function elsewhere({ endpoint }: OwnSubscription, origin: string): string {
  return endpoint.replace(new URL(endpoint).origin, origin)
}

// Not through the API: a thousand requests would take longer than the tests themselves.
async function insert(address: string, made: readonly OwnSubscription[], topic: string, keyId: string): Promise<void> {
  await using database = await openDatabase(address, { migrate: false })
  const seen = { site_id: 'default', created_at: 0, last_seen_at: 0 }
  for (let first = 0; first < made.length; first += 500) {
    const some = made.slice(first, first + 500)
    await database.transaction(async (tx) => {
      const owners = await tx
        .insertInto('belfry_subscribers')
        .values(some.map(() => ({ ...seen, external_id: null, locale: null, time_zone: null })))
        .returning('id')
        .execute()
      const ids = owners.map(({ id }) => id)
      await tx
        .insertInto('belfry_preferences')
        .values(
          ids.map((id) => ({
            site_id: 'default',
            topic_id: topic,
            subscriber_id: id,
            enabled: 1 as const,
            changed_at: 0,
          })),
        )
        .execute()
      await tx
        .insertInto('belfry_subscriptions')
        .values(
          some.map(({ endpoint, keys }, index) => ({
            ...seen,
            subscriber_id: ids[index] as number,
            endpoint_hash: createHash('sha256').update(endpoint).digest().subarray(0, 16),
            endpoint,
            p256dh: Buffer.from(keys.p256dh, 'base64url'),
            auth: Buffer.from(keys.auth, 'base64url'),
            vapid_key_id: keyId,
            push_service: identifyPushService(new URL(endpoint)),
            status: 'active' as const,
            updated_at: 0,
          })),
        )
        .execute()
    })
  }
}
