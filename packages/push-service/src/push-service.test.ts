import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { request as httpsRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { encryptByHttpEce, makeSenderKeys, sendRaw, vapidHeader } from '#test/push-services/raw-push-sender'
import { FolderInUseError, PortTakenError, startPushService } from './index.ts'
import type { OwnSubscription, PushService } from './index.ts'
import { readStateFile } from './state-file.ts'

const sender = makeSenderKeys()

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-push-service-test-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function push(
  service: PushService,
  subscription: OwnSubscription,
  text: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const answer = await sendRaw({
    endpoint: subscription.endpoint,
    ca: service.ca,
    resolve: service.resolve,
    headers: {
      ttl: '600',
      'content-encoding': 'aes128gcm',
      authorization: vapidHeader(sender, new URL(subscription.endpoint).origin),
      ...headers,
    },
    body: encryptByHttpEce(text, subscription.keys),
  })
  return answer.status
}

test('subscriptions, waiting messages, ports and CA survive a restart in the folder', async (t) => {
  const folder = await temporaryFolder(t)
  const first = await startPushService({ folder })
  const subscription = await first.subscribe({
    local: true,
    online: false,
    applicationServerKey: sender.publicKey,
  })
  const lost = await first.subscribe({ local: true })
  first.lose(lost.id, 404)
  await push(first, subscription, 'kept', { topic: 'a' })
  await push(first, subscription, 'replaces kept', { topic: 'a' })
  await push(first, subscription, 'short', { ttl: '0' })
  await first.close()

  await using second = await startPushService({ folder })
  assert.equal(second.ca, first.ca)
  assert.deepEqual(second.addresses, first.addresses)
  assert.equal(second.subscription(subscription.id)?.waiting, 1)
  assert.equal(second.subscription(lost.id)?.state, 'lost')
  second.setOnline(subscription.id, true)
  assert.equal(await push(second, subscription, 'and new'), 201)
  assert.deepEqual(
    second.messages(subscription.id).map(({ text }) => text),
    ['replaces kept', 'and new'],
  )
})

test('state.json holds the addresses of the service', async (t) => {
  const folder = await temporaryFolder(t)
  await using service = await startPushService({ folder })
  assert.deepEqual(await readStateFile(folder), service.addresses)
  await writeFile(join(folder, 'state.json'), '{"pushUrl":')
  assert.equal(await readStateFile(folder), undefined)
})

test('the database and the keys are readable by the owner only', async (t) => {
  const folder = await temporaryFolder(t)
  await using service = await startPushService({ folder })
  await service.subscribe()
  for (const file of ['push-service.db', 'push-service.db-wal', 'ca.key', 'leaf.key', 'state.json'])
    assert.equal((await stat(join(folder, file))).mode & 0o077, 0, file)
})

test('a second service on the same folder is refused', async (t) => {
  const folder = await temporaryFolder(t)
  await using service = await startPushService({ folder })
  assert.ok(service)
  await assert.rejects(startPushService({ folder }), FolderInUseError)
})

test('a taken port is named', async () => {
  await using service = await startPushService()
  const httpPort = Number(new URL(service.pushUrl).port)
  await assert.rejects(startPushService({ httpPort }), (error) => {
    assert.ok(error instanceof PortTakenError)
    assert.match(error.message, new RegExp(`port ${String(httpPort)} .*push endpoints`))
    return true
  })
})

test('a remembered control port that is taken is replaced, the endpoints’ port is not', async (t) => {
  const folder = await temporaryFolder(t)
  const first = await startPushService({ folder })
  await first.close()
  await using thief = await startPushService({
    controlPort: Number(new URL(first.controlUrl).port),
  })
  assert.ok(thief)
  await using second = await startPushService({ folder })
  assert.equal(second.pushUrl, first.pushUrl)
  assert.notEqual(second.controlUrl, first.controlUrl)
  await second.close()
  await using worse = await startPushService({ httpPort: Number(new URL(first.pushUrl).port) })
  assert.ok(worse)
  await assert.rejects(startPushService({ folder }), PortTakenError)
})

test('without a folder nothing is left behind', async () => {
  const service = await startPushService()
  await stat(service.caFile)
  await service.close()
  await assert.rejects(stat(service.caFile), { code: 'ENOENT' })
})

test('a client that trusts the CA is served under every real host, others are not', async () => {
  await using service = await startPushService()
  const statusOf = (host: string, ca: string | undefined): Promise<number | undefined> => {
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
    const port = new URL(service.pushUrl).port
    const to = { host: '127.0.0.1', port, servername: host, headers: { host }, agent: false }
    httpsRequest({ ...to, ...(ca === undefined ? {} : { ca }) }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
    return promise
  }
  for (const host of [...Object.keys(service.resolve), 'db5p.notify.windows.com', 'localhost'])
    assert.equal(await statusOf(host, service.ca), 405, host)
  await assert.rejects(statusOf('example.com', service.ca), /altnames/)
  await assert.rejects(statusOf('fcm.googleapis.com', undefined), /self-signed|unable to verify/)
})

test('a hundred thousand subscribers are made in seconds and fit into memory', async () => {
  await using service = await startPushService()
  const before = process.memoryUsage().heapUsed
  const start = performance.now()
  const made = await service.subscribeMany(100_000, { keyPairs: 1, keep: 'ids', profile: 'fcm' })
  assert.ok(performance.now() - start < 10_000)
  assert.equal(new Set(made.map(({ id }) => id)).size, 100_000)
  assert.ok(process.memoryUsage().heapUsed - before < 250 * 1024 * 1024)
  const last = made.at(-1)
  assert.ok(last)
  assert.equal(await push(service, last, '{"notification":{"data":{"belfry":{"id":"n1"}}}}'), 201)
  assert.deepEqual(service.subscription(last.id)?.own?.ids, { n1: 1 })
})

test('too many subscriptions are refused, and ended ones make room', async () => {
  await using service = await startPushService({ limits: { subscriptions: 2 } })
  const [first] = await service.subscribeMany(2)
  await assert.rejects(service.subscribe(), RangeError)
  assert.ok(first)
  service.unsubscribe(first.id)
  await service.subscribe()
})
