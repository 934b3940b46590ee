import assert from 'node:assert/strict'
import { createECDH } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { launchBrowser } from '../browser.ts'
import { startPushService } from '../push-service.ts'
import type { PushService } from '../push-service-api.ts'

// Wrong arguments of callers in JavaScript, whom no type stops: each is refused with a message that names the argument.

const notText: unknown[] = [
  null,
  0,
  7,
  Number.NaN,
  true,
  {},
  [],
  ['x'],
  () => 'x',
  Symbol('x'),
  10n,
  Buffer.alloc(65, 4),
]
const notNumber: unknown[] = [null, '7', Number.NaN, Infinity, -1, 1.5, true, {}, [], Symbol('x'), 10n]
const notFunction: unknown[] = [null, 'x', 7, true, {}, []]
const noObject: unknown[] = [null, 'x', 7, true, Symbol('x'), []]
const wrong = (name: string) => ({
  name: 'TypeError',
  code: 'ERR_INVALID_ARG_TYPE',
  message: new RegExp(`\\b${name}\\b`),
})

let service: PushService
before(async () => {
  service = await startPushService()
})
after(() => service.close())

/** Each field with each wrong value, one at a time. */
function* each(fields: Record<string, readonly unknown[]>): Generator<[name: string, options: never]> {
  for (const [name, values] of Object.entries(fields))
    for (const value of values) yield [name, { [name]: value } as never]
}

test('a push service starts with options that are right, or not at all', async () => {
  const fields = {
    folder: notText,
    httpPort: [...notNumber, 65_536],
    controlPort: notNumber,
    mcsPort: notNumber,
    now: notFunction,
    random: notFunction,
    limits: noObject,
    port: [4443],
  }
  for (const [name, options] of each(fields)) await assert.rejects(startPushService(options), wrong(name))
  for (const [name, limits] of each({
    subscriptions: notNumber,
    waiting: notNumber,
    waitingPerSubscription: notNumber,
  })) {
    await assert.rejects(startPushService({ limits }), wrong(name))
  }
  for (const options of noObject) await assert.rejects(startPushService(options as never), wrong('startPushService'))
})

test('a subscriber is made as it was asked for', async () => {
  const key = createECDH('prime256v1').generateKeys()
  const fields = {
    profile: [...notText, 'nonsense', 'toString', '__proto__'],
    applicationServerKey: [...notText, '', 'nonsense', key.toString('hex'), key.subarray(1).toString('base64url'), key],
    local: [null, 'true', 1],
    keep: [...notText, 'everything'],
    idPointer: notText,
    online: [null, 'false', 0],
    maxBodyBytes: [...notNumber, 0],
    aplicationServerKey: ['x'],
  }
  for (const [name, options] of each(fields)) {
    await assert.rejects(service.subscribe(options), wrong(name))
    await assert.rejects(service.subscribeMany(2, options), wrong(name))
  }
  for (const keyPairs of notNumber)
    await assert.rejects(service.subscribeMany(2, { keyPairs } as never), wrong('keyPairs'))
  for (const count of notNumber) await assert.rejects(service.subscribeMany(count as never), wrong('count'))
  for (const options of noObject) await assert.rejects(service.subscribe(options as never), wrong('subscribe'))
  const { endpoint } = await service.subscribe({ applicationServerKey: key.toString('base64url'), profile: undefined })
  assert.match(endpoint, /^https:/)
})

test('any JSON at all is options, or a TypeError', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      if (JSON.stringify(value) !== '{}') await assert.rejects(service.subscribe(value as never), TypeError)
    }),
    { numRuns: 50 },
  )
})

test('an id is a text; one that nobody has is a RangeError', async () => {
  const { id } = await service.subscribe()
  for (const value of notText) {
    for (const method of ['setOnline', 'lose', 'unsubscribe', 'forget', 'messages'] as const) {
      const given = method === 'setOnline' ? [value, true] : [value]
      assert.throws(() => void Reflect.apply(service[method], service, given), wrong('id'), method)
    }
  }
  assert.throws(() => service.lose('nobody'), { name: 'RangeError', message: /nobody/ })
  for (const value of [undefined, null, 'false', 0])
    assert.throws(() => service.setOnline(id, value as never), wrong('online'))
  for (const value of [null, '410', 500]) assert.throws(() => service.lose(id, value as never), wrong('status'))
  for (const value of [null, 'owned', 7]) assert.throws(() => [...service.subscriptions(value as never)], wrong('kind'))
})

test('a fault is one that can happen', () => {
  for (const fault of [undefined, ...noObject]) assert.throws(() => service.faults.add(fault as never), wrong('fault'))
  assert.throws(() => service.faults.add({} as never), wrong('action'))
  const fields = {
    action: [...notText, 'explode', 'toString'],
    profile: [...notText, 'google'],
    subscription: notText,
    count: [...notNumber, 0],
    probability: [null, '1', Number.NaN, 2, -1],
    when: ['during'],
    status: [...notNumber, 100, 600],
    headers: [null, 'x', { a: 7 }, { 'a b': 'x' }],
    kind: ['status'],
  }
  for (const [name, fault] of each(fields)) {
    assert.throws(() => service.faults.add({ action: 'status', ...(fault as object) }), wrong(name))
  }
  assert.deepEqual(service.faults.list(), [])
})

test('an event that never comes is not waited for', async () => {
  const { events } = service
  for (const type of [...notText, undefined, 'delivrd', 'toString']) {
    await assert.rejects(events.next(type as never), wrong('type'))
    assert.throws(() => events.on(type as never, () => undefined), wrong('type'))
  }
  for (const listener of [undefined, ...notFunction])
    assert.throws(() => events.on('ack', listener as never), wrong('listener'))
  for (const mark of [undefined, ...notNumber]) assert.throws(() => events.since(mark as never), wrong('mark'))
  const fields = {
    where: notFunction,
    after: notNumber,
    timeoutMs: [...notNumber, 2 ** 31],
    signal: ['x', null],
    until: [1],
  }
  for (const [name, options] of each(fields)) await assert.rejects(events.next('ack', options), wrong(name))
  for (const [name, options] of each({ after: notNumber, signal: ['x'] })) {
    await assert.rejects(events.stream(options).next(), wrong(name))
  }
})

test('a browser is opened with options that are right', async () => {
  const fields = {
    browser: [...notText, undefined, 'lynx', 'toString'],
    headless: [null, 'false', 0],
    userDataDir: notText,
    dbus: notText,
    notifications: [...notText, 'denied'],
    executablePath: notText,
    args: [null, '--x', 7, [7]],
    headles: [false],
  }
  for (const [name, options] of each(fields)) {
    const given = { browser: 'firefox', service, ...(options as object) } as never
    await assert.rejects(launchBrowser(given), wrong(name), name)
  }
  for (const value of [...notText, undefined]) {
    await assert.rejects(launchBrowser({ browser: 'firefox', service: value } as never), wrong('service'))
  }
  for (const options of [undefined, ...noObject]) {
    await assert.rejects(launchBrowser(options as never), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' })
  }
})
