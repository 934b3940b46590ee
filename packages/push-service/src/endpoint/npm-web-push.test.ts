import assert from 'node:assert/strict'
import { Agent, type AgentOptions } from 'node:https'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import type { ProfileName } from '../profiles/profile.ts'
import { startPushService } from '../push-service.ts'
import type { PushService } from '../push-service-api.ts'

// The package that most senders use: it must get the same answers here as from the real services.
interface WebPush {
  generateVAPIDKeys(): { publicKey: string; privateKey: string }
  sendNotification(
    subscription: unknown,
    payload: string | Buffer | null,
    options: Record<string, unknown>,
  ): Promise<{ statusCode: number }>
}
const webPush = createRequire(import.meta.url)('web-push') as WebPush
const keys = webPush.generateVAPIDKeys()
const vapidDetails = { subject: 'mailto:push@example.com', ...keys }

/** Goes to the local service under the real host's name. */
class LocalAgent extends Agent {
  readonly #resolve: Readonly<Record<string, string>>

  constructor(service: PushService, options: AgentOptions = {}) {
    super({ ca: service.ca, ...options })
    this.#resolve = service.resolve
  }

  override createConnection(
    options: { host?: string; port?: number; servername?: string },
    callback?: (error: Error | null, stream: never) => void,
  ): ReturnType<Agent['createConnection']> {
    const real = options.host ?? ''
    const [host, port] = (this.#resolve[real] ?? `127.0.0.1:${String(options.port)}`).split(':')
    return super.createConnection({ ...options, host, port: Number(port), servername: real }, callback as never)
  }
}

let service: PushService
let agent: Agent
before(async () => {
  service = await startPushService()
  agent = new LocalAgent(service)
})
after(() => service.close())

for (const profile of ['mozilla', 'fcm', 'apple', 'wns'] as const)
  test(`web-push 3.6.7 sends to ${profile} and its message is read`, async () => {
    const subscription = await service.subscribe({ profile, applicationServerKey: keys.publicKey })
    for (const payload of ['päyload ✓', 'x'.repeat(3993)]) {
      const options = { vapidDetails, agent, TTL: 60, urgency: 'high', topic: 'abcd' }
      const { statusCode } = await webPush.sendNotification(subscription, payload, options)
      assert.equal(statusCode, 201)
      const received = service.messages(subscription.id).at(-1)
      assert.equal(received?.text, payload)
      assert.deepEqual([received.urgency, received.topic, received.ttl], ['high', 'abcd', 60])
    }
    const empty = await webPush.sendNotification(subscription, null, { vapidDetails, agent })
    assert.equal(empty.statusCode, 201)
  })

for (const [profile, statusCode] of [
  ['mozilla', 201],
  ['fcm', 201],
  ['apple', 400],
  ['wns', 400],
] as const)
  test(`aesgcm by web-push 3.6.7 is answered with ${String(statusCode)} as ${profile}`, async () => {
    const subscription = await service.subscribe({ profile, applicationServerKey: keys.publicKey })
    const options = { vapidDetails, agent, contentEncoding: 'aesgcm' }
    const sent = await webPush
      .sendNotification(subscription, 'an older message', options)
      .catch((error: unknown) => error as { statusCode: number })
    assert.equal(sent.statusCode, statusCode)
    const texts = service.messages(subscription.id).map(({ text }) => text)
    assert.deepEqual(texts, statusCode === 201 ? ['an older message'] : [])
  })

const mismatches: Record<ProfileName, readonly [number, RegExp]> = {
  mozilla: [401, /VAPID public key mismatch/],
  fcm: [403, /do not correspond to the credentials used to create the subscriptions/],
  apple: [400, /VapidPkHashMismatch/],
  wns: [401, /^$/],
}
for (const profile of ['mozilla', 'fcm', 'apple', 'wns'] as const)
  test(`web-push with another key is refused by ${profile}`, async () => {
    const subscription = await service.subscribe({ profile, applicationServerKey: keys.publicKey })
    const other = { subject: 'mailto:push@example.com', ...webPush.generateVAPIDKeys() }
    const [statusCode, body] = mismatches[profile]
    await assert.rejects(webPush.sendNotification(subscription, 'x', { vapidDetails: other, agent }), {
      name: 'WebPushError',
      statusCode,
      body,
    })
  })
