import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { encryptByHttpEce, makeSenderKeys, sendRaw, vapidHeader } from '#test/push-services/raw-push-sender'
import { startPushService } from '../push-service.ts'
import type { PushService } from '../push-service-api.ts'

let service: PushService
before(async () => {
  service = await startPushService()
})
after(() => service.close())

interface Json {
  readonly [name: string]: unknown
}

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Json }> {
  const response = await fetch(service.controlUrl + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Json }
}

async function push(
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
  payload: string,
): Promise<number> {
  const answer = await sendRaw({
    endpoint: subscription.endpoint,
    ca: service.ca,
    resolve: service.resolve,
    headers: {
      ttl: '60',
      'content-encoding': 'aes128gcm',
      authorization: vapidHeader(sender, new URL(subscription.endpoint).origin),
    },
    body: encryptByHttpEce(payload, subscription.keys),
  })
  return answer.status
}
const sender = makeSenderKeys()

test('the front page lists all addresses', async () => {
  const { status, body } = await call('GET', '/')
  assert.equal(status, 200)
  assert.equal(body['pushUrl'], service.pushUrl)
  assert.deepEqual(body['resolve'], service.resolve)
})

test('a subscriber is made, gets a message, shows it and is deleted', async () => {
  const made = await call('POST', '/subscriptions', {
    profile: 'fcm',
    applicationServerKey: sender.publicKey,
  })
  assert.equal(made.status, 201)
  const subscription = made.body as {
    id: string
    endpoint: string
    keys: { p256dh: string; auth: string }
  }
  assert.equal(await push(subscription, 'over the wire'), 201)
  const { body } = await call('GET', `/subscriptions/${subscription.id}/messages`)
  assert.equal((body['messages'] as Json[])[0]?.['text'], 'over the wire')
  const ended = await call('DELETE', `/subscriptions/${subscription.id}`)
  assert.equal(ended.body['state'], 'gone')
  assert.equal(await push(subscription, 'too late'), 410)
})

test('no answer holds a private key', async () => {
  const { id } = await service.subscribe()
  const { body } = await call('GET', `/subscriptions/${id}`)
  assert.ok(!JSON.stringify(body).includes('private'))
})

test('ten thousand subscribers are made in one call and listed page by page', async () => {
  await using many = await startPushService()
  const response = await fetch(`${many.controlUrl}/subscriptions`, {
    method: 'POST',
    body: JSON.stringify({ count: 10_000, keyPairs: 2, keep: 'counts' }),
  })
  const { subscriptions } = (await response.json()) as {
    subscriptions: { endpoint: string; keys: { p256dh: string } }[]
  }
  assert.equal(new Set(subscriptions.map(({ endpoint }) => endpoint)).size, 10_000)
  assert.equal(new Set(subscriptions.map(({ keys }) => keys.p256dh)).size, 2)
  let seen = 0
  for (let after: string | null = ''; after !== null;) {
    const query = after === '' ? '' : `&after=${after}`
    const page = await fetch(`${many.controlUrl}/subscriptions?limit=1000${query}`)
    const body = (await page.json()) as { subscriptions: unknown[]; next: string | null }
    seen += body.subscriptions.length
    after = body.next
  }
  assert.equal(seen, 10_000)
})

test('a subscriber that keeps ids counts them without bodies', async () => {
  const made = await call('POST', '/subscriptions', { keep: 'ids' })
  const subscription = made.body as unknown as Parameters<typeof push>[0] & { id: string }
  const payload = JSON.stringify({ notification: { data: { belfry: { id: 'n1' } } } })
  await push(subscription, payload)
  await push(subscription, payload)
  const { body } = await call('GET', `/subscriptions/${subscription.id}`)
  assert.deepEqual((body['own'] as Json)['ids'], { n1: 2 })
  assert.deepEqual(service.messages(subscription.id), [])
})

test('a subscriber is switched off and on, and lost', async () => {
  const { id } = await service.subscribe()
  const off = await call('PATCH', `/subscriptions/${id}`, { online: false })
  assert.equal((off.body['own'] as Json)['online'], false)
  const lost = await call('PATCH', `/subscriptions/${id}`, { status: 404 })
  assert.equal(lost.body['state'], 'lost')
})

test('faults are added, listed and removed', async () => {
  const added = await call('POST', '/faults', { action: 'status', status: 503, profile: 'wns' })
  assert.equal(added.status, 201)
  const listed = await call('GET', '/faults')
  assert.deepEqual(listed.body['faults'], [added.body])
  const id = String(added.body['id'])
  assert.deepEqual((await call('DELETE', `/faults/${id}`)).body, { faults: [] })
  assert.equal((await call('DELETE', `/faults/${id}`)).status, 404)
})

test('events can be read later, waited for and streamed', async () => {
  const { mark } = service.events
  const first = await service.subscribe()
  const later = await call('GET', `/events?after=${String(mark)}&type=subscribed`)
  assert.equal((later.body['events'] as Json[])[0]?.['subscription'], first.id)

  const waiting = call('GET', `/events?after=${String(service.events.mark)}&wait=5000`)
  const second = await service.subscribe()
  const seen = (await waiting).body['events'] as Json[]
  assert.equal(seen[0]?.['subscription'], second.id)

  const empty = await call('GET', `/events?after=${String(service.events.mark)}&wait=1`)
  assert.deepEqual(empty.body['events'], [])

  const stop = new AbortController()
  const stream = await fetch(`${service.controlUrl}/events?after=${String(mark)}`, {
    headers: { accept: 'text/event-stream' },
    signal: stop.signal,
  })
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  const { value } = (await reader?.read()) ?? {}
  assert.match(value ?? '', /^id: \d+\nevent: subscribed\ndata: \{.*\}\n\n/)
  stop.abort()
})

const mistakes: readonly (readonly [string, string, unknown, number, string])[] = [
  ['GET', '/nothing', undefined, 404, 'not-found'],
  ['PUT', '/subscriptions', undefined, 405, 'method-not-allowed'],
  ['GET', '/subscriptions/none', undefined, 404, 'subscription-unknown'],
  ['POST', '/subscriptions', { profil: 'fcm' }, 400, 'field-unknown'],
  ['POST', '/subscriptions', { profile: 'gcm' }, 400, 'field-invalid'],
  ['POST', '/subscriptions', { count: 10_001 }, 400, 'field-invalid'],
  ['POST', '/subscriptions', { count: -1 }, 400, 'field-invalid'],
  ['POST', '/subscriptions', [], 400, 'body-not-object'],
  ['POST', '/faults', {}, 400, 'field-missing'],
  ['POST', '/faults', { action: 'explode' }, 400, 'field-invalid'],
  ['POST', '/faults', { action: 'status', status: 20 }, 400, 'field-invalid'],
  ['POST', '/faults', { action: 'hang', headers: { a: 'b\nc' } }, 400, 'field-invalid'],
  ['POST', '/faults', { action: 'hang', body: 'x'.repeat(70_000) }, 413, 'body-too-large'],
  ['GET', '/events?after=x', undefined, 400, 'query-invalid'],
  ['POST', '/firefox/dance', undefined, 404, 'not-found'],
]
for (const [method, path, body, status, code] of mistakes)
  test(`${method} ${path} ${JSON.stringify(body ?? '').slice(0, 40)} is refused as ${code}`, async () => {
    const answer = await call(method, path, body)
    assert.deepEqual([answer.status, answer.body['code']], [status, code])
  })

test('malformed JSON is refused', async () => {
  const response = await fetch(`${service.controlUrl}/faults`, { method: 'POST', body: '{' })
  assert.equal(response.status, 400)
})

test('web pages and other host names are refused', async () => {
  const statusWith = (headers: Record<string, string>): Promise<number | undefined> => {
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
    httpRequest(service.controlUrl, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
    return promise
  }
  assert.equal(await statusWith({ host: 'evil.example' }), 403)
  assert.equal(await statusWith({ origin: 'https://evil.example' }), 403)
  assert.equal(await statusWith({}), 200)
})

test('any request gets JSON and is no failure of the service', { timeout: 60_000 }, async () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('fcm', 'status', '/a/b', 'x'.repeat(100), 0, 1, 404, 200, 1e9, -1, true, null),
  )
  const names = [
    'action',
    'profile',
    'applicationServerKey',
    'idPointer',
    'online',
    'status',
    'headers',
    'body',
    'keep',
    'after',
    'seed',
    'uaid',
    '__proto__',
  ]
  const body = fc.oneof(
    fc.dictionary(fc.constantFrom(...names), value).map((given) => JSON.stringify(given)),
    fc.json(),
    fc.string({ unit: 'binary' }),
  )
  const part = fc.constantFrom(
    'subscriptions',
    'faults',
    'firefox',
    'chromium',
    'messages',
    '%00',
    '%',
    '..',
    '__proto__',
    'x',
    '',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('POST', 'PATCH', 'DELETE', 'PUT'),
      fc.array(part, { maxLength: 3 }),
      body,
      async (method, path, text) => {
        const url = `${service.controlUrl}/${path.join('/')}`
        const response = await fetch(url, { method, body: text })
        const answer = await response.text()
        assert.ok(response.status < 500, `${method} ${url} ${response.status} ${answer}`)
        assert.equal(typeof JSON.parse(answer), 'object')
      },
    ),
    { numRuns: 400 },
  )
  service.faults.clear()
})
