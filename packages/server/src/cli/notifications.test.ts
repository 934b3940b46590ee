import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { after, afterEach, before, describe, test } from 'node:test'
import { startPushService, type OwnSubscription, type PushService } from '@belfry/push-service'
import { holdPushService } from '../../../../test/support/hold-push-service.ts'
import { temporaryBelfry, type TemporaryBelfry } from '../../../../test/support/temporary-belfry.ts'
import { until } from '../../../../test/support/until.ts'
import { run } from './run.ts'

const SUBSCRIBERS = 600

let service: PushService
let belfry: TemporaryBelfry
let server: string
let close: () => void
let subscriptions: OwnSubscription[]

before(async () => {
  service = await startPushService()
  const { allow, ca, resolve } = service
  belfry = await temporaryBelfry({
    push: { allow: [...allow], ca, resolve },
    topics: { news: { name: 'News' } },
  })
  const { body: config } = await belfry.page('GET', '/b/default/config')
  subscriptions = await service.subscribeMany(SUBSCRIBERS, {
    keyPairs: 1,
    applicationServerKey: config.vapidKey.publicKey,
  })
  for (const { endpoint, keys } of subscriptions) {
    const body = { endpoint, expirationTime: null, keys, topics: ['news'] }
    assert.equal((await belfry.page('PUT', '/b/default/subscription', body)).status, 201)
  }
  const http = createServer(belfry.belfry.listener).listen(0, '127.0.0.1')
  await once(http, 'listening')
  server = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  close = () => {
    http.closeAllConnections()
    http.close()
  }
})
after(async () => {
  close()
  await belfry[Symbol.asyncDispose]()
  await service.close()
})
afterEach(() => service.faults.clear())

interface Run {
  written: { out: string; err: string }
  ended: Promise<number>
}

function start(args: string[], more: { stop?: AbortSignal; isTerminal?: boolean } = {}): Run {
  const written = { out: '', err: '' }
  const terminal = {
    env: { BELFRY_API_KEY: belfry.apiKey, BELFRY_SERVER: server },
    out: (text: string) => void (written.out += text),
    err: (text: string) => void (written.err += text),
    isTerminal: more.isTerminal ?? false,
    columns: 100,
  }
  return { written, ended: run(args, terminal, more.stop ?? new AbortController().signal) }
}

async function cli(...args: string[]) {
  const { written, ended } = start(args)
  return { code: await ended, ...written }
}

const received = () => service.messages().length

describe('belfry send', { timeout: 60_000 }, () => {
  test('sends, says the id first, and --watch stays until it is done', async () => {
    const { code, out, err } = await cli('send', '--to', 'topic:news', '--title', 'News', '--watch')
    assert.equal(code, 0, err)
    const [id, ...lines] = out.trimEnd().split('\n')
    assert.match(id ?? '', /^[0-9a-f-]{36}$/)
    assert.match(lines.at(-1) ?? '', /^100 % · done · 600 of 600 sent$/)
    assert.ok(!out.includes('\r'), 'a log file is no terminal')
  })

  test('to nobody says so', async () => {
    const { code, err } = await cli('send', '--to', 'subscriber:nobody', '--title', 'Hello')
    assert.equal(code, 0)
    assert.match(err, /none of these subscribers is known/)
  })

  test('the same idempotency key is sent once', async () => {
    const args = ['send', '--to', 'subscriber:nobody', '--title', 'Once', '--idempotency-key', 'k1']
    assert.equal((await cli(...args)).out, (await cli(...args)).out)
  })

  test('a mistake is one line that names the flag or the field', async () => {
    const audience = await cli('send', '--to', 'everybody', '--title', 'x')
    assert.equal(audience.code, 1)
    assert.match(audience.err, /^belfry: --to: must be all, topic:<id>[^\n]*\n$/)
    const urgency = await cli('send', '--to', 'all', '--title', 'x', '--urgency', 'now')
    assert.equal(urgency.code, 1)
    assert.match(urgency.err, /^belfry: [a-z-]+: [^\n]*urgency[^\n]*\n$/)
  })
})

describe('belfry notifications', { timeout: 60_000 }, () => {
  test('pause, resume and cancel take effect within a second, in the middle of a batch', async (t) => {
    const before = received()
    const first = holdPushService(service, { after: 80 })
    const { out } = await cli('send', '--to', 'all', '--title', 'Slowly')
    const id = out.trim()
    await first.holding

    const paused = await cli('notifications', 'pause', id)
    assert.match(paused.out, /paused · .* remaining/)
    await delay(1000)
    const held = before + 80 + first.held
    first.release()
    await until(() => received() >= held, t.signal)
    await delay(700)
    assert.equal(received(), held, 'a second after the pause something was begun')

    const second = holdPushService(service, { after: 80 })
    assert.equal((await cli('notifications', 'resume', id)).code, 0)
    await second.holding

    const cancelled = await cli('notifications', 'cancel', id)
    assert.equal(cancelled.code, 0)
    await delay(1000)
    const sent = held + 80 + second.held
    second.release()
    await until(() => received() >= sent, t.signal)
    await delay(700)
    assert.equal(received(), sent, 'a second after the cancelling something was begun')

    const watched = await cli('notifications', 'watch', id)
    assert.match(watched.out, new RegExp(`100 % · cancelled · ${sent - before} of 600 sent`))
    const late = await cli('notifications', 'resume', id)
    assert.equal(late.code, 1)
    assert.match(late.err, /^belfry: notification-finished: /)
  })

  test('Ctrl-C ends the watching, says how to come back, and leaves the broadcast running', async (t) => {
    const held = holdPushService(service, { after: 300 })
    const stop = new AbortController()
    const args = ['send', '--to', 'all', '--title', 'Go on', '--watch']
    const { written, ended } = start(args, { stop: stop.signal, isTerminal: true })
    await until(
      () => /sending/.test(written.out) && /[1-9]\d* of 600 sent/.test(written.out),
      t.signal,
    )
    stop.abort()
    assert.equal(await ended, 130)
    held.release()
    const id = /^[0-9a-f-]{36}/.exec(written.out)?.[0] ?? ''
    assert.match(written.out, /\r.\[K█*░+ +\d+ %/)
    assert.match(written.out, new RegExp(`See it again:  belfry notifications watch ${id}\n`))
    const watched = await cli('notifications', 'watch', id)
    assert.equal(watched.code, 0)
    assert.match(watched.out, /done · 600 of 600 sent/)
  })

  test('list shows the newest first, and as JSON for programs', async () => {
    const { out: id } = await cli('send', '--to', 'subscriber:nobody', '--title', 'Newest')
    const { out } = await cli('notifications', 'list')
    assert.match(out.split('\n')[0] ?? '', new RegExp(`^${id.trim()}  .*  Newest$`))
    const { out: json } = await cli('notifications', 'list', '--json')
    assert.equal(JSON.parse(json.split('\n')[0] ?? '').title, 'Newest')
  })

  test('an unknown id, a wrong key and a server that is away are one line each', async () => {
    const unknown = await cli('notifications', 'watch', 'no-such')
    assert.deepEqual([unknown.code, unknown.out], [1, ''])
    assert.match(unknown.err, /^belfry: notification-unknown: [^\n]*\n$/)
    const away = await cli('notifications', 'list', '--server', 'http://127.0.0.1:1')
    assert.equal(away.code, 1)
    assert.match(away.err, /^belfry: server-away: http:\/\/127\.0\.0\.1:1 does not answer[^\n]*\n$/)
    const env = { BELFRY_SERVER: server, BELFRY_API_KEY: 'x'.repeat(40) }
    let err = ''
    const terminal = { env, out: () => undefined, err: (text: string) => void (err += text) }
    assert.equal(await run(['notifications', 'list'], terminal), 1)
    assert.match(err, /^belfry: api-key-[a-z]+: [^\n]*\n$/)
    assert.ok(!err.includes('x'.repeat(40)))
  })

  test("the key is found in the server's data folder, and its lack is named", async () => {
    const found = await run(['notifications', 'list', '--server', server, '--data', belfry.data], {
      env: {},
      out: () => undefined,
      err: (text) => assert.fail(text),
    })
    assert.equal(found, 0)
    let err = ''
    // Not the folder that is the default: this checkout may have one, from its own npm start.
    const env = { BELFRY_DATA: join(belfry.data, 'empty') }
    const terminal = { env, out: () => undefined, err: (text: string) => void (err += text) }
    assert.equal(await run(['notifications', 'list', '--server', server], terminal), 1)
    assert.match(err, /^belfry: BELFRY_API_KEY: there is no API key[^\n]*\n$/)
  })
})
