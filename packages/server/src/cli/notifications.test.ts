import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { after, afterEach, before, describe, test } from 'node:test'
import { startPushService, type OwnSubscription, type PushService } from '@belfry/push-service'
import { holdPushService } from '#test/push-services/hold-push-service'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'
import { servePages } from '#test/network/serve-pages'
import { until } from '#test/time/until'
import { previewText } from './preview-text.ts'
import { run } from './run.ts'

const SUBSCRIBERS = 600

let service: PushService
let belfry: TemporaryBelfry
let server: string
let pages: Awaited<ReturnType<typeof servePages>>
let subscriptions: OwnSubscription[]

before(async () => {
  service = await startPushService()
  const { allow, ca, resolve } = service
  belfry = await temporaryBelfry({
    push: { allow: [...allow], ca, resolve },
    topics: { news: { name: 'News' }, quiet: { name: 'Quiet' } },
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
  pages = await servePages('127.0.0.1', belfry.belfry.listener)
  server = pages.origin
})
after(async () => {
  await pages[Symbol.asyncDispose]()
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

describe('belfry notifications preview', { timeout: 60_000 }, () => {
  test('says how many would get it, and sends nothing', async () => {
    const asked = ['notifications', 'preview', '--to', 'topic:news', '--title', 'Hello']
    const { code, out, err } = await cli(...asked)
    assert.deepEqual([code, err], [0, ''])
    assert.match(
      out,
      /^600 {2}subscriptions\n600 {2}now\n\nIt looks about like this:\n\nWindows, Chrome or Edge\n {2}Hello\n/,
    )
    assert.match(out, /\nLinux, Firefox\n {2}Hello\n$/)
    const before = received()
    const instead = await cli('send', '--preview', '--to', 'topic:news', '--title', 'Hello')
    assert.deepEqual([instead.out, received()], [out, before], 'belfry send --preview says the same')
    const json = await cli(...asked, '--json')
    assert.deepEqual(JSON.parse(json.out).sent, 600)
    const quiet = await cli('notifications', 'preview', '--to', 'topic:quiet', '--title', 'Hello')
    assert.match(quiet.out, /^0 {2}subscriptions\n0 {2}now\nnobody who is subscribed has the topic "quiet" on/)
    assert.equal((await cli('notifications', 'preview', '--to', 'topic:none', '--title', 'Hello')).code, 1)
    assert.equal(received(), 0)
  })

  test('has a line for what comes later and for what does not, each with its reason', () => {
    const [from, until] = ['2026-06-10T08:00:00.000Z', '2026-06-11T08:00:00.000Z']
    const text = previewText({
      lane: 'bulk',
      audience: 12_000,
      isWhole: false,
      examined: 2000,
      isEstimate: true,
      sent: 9000,
      held: [{ reason: 'cap-day', count: 2000, from, until }],
      skipped: [{ reason: 'cap-week', count: 1000 }],
    })
    assert.deepEqual(text.split('\n'), [
      'at least 12,000  subscriptions',
      '          9,000  now',
      `          2,000  later: cap-day, from ${from} to ${until}`,
      '          1,000  not: cap-week',
      'An estimate, of 2,000 of them.',
      '',
    ])
  })
})

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

  test('to a topic that nobody has on says at once that nobody gets it, and what to do', async () => {
    const { code, err } = await cli('send', '--to', 'topic:quiet', '--title', 'Hello')
    assert.equal(code, 0)
    assert.match(
      err,
      /^belfry: nobody who is subscribed has the topic "quiet" on: people turn it on in a page of the site\n/,
    )
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
    await until(() => /sending/.test(written.out) && /[1-9]\d* of 600 sent/.test(written.out), t.signal)
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
    err = ''
    const file = join(belfry.data, 'secrets.json')
    assert.equal(await run(['notifications', 'list', '--server', server, '--data', file], terminal), 1)
    assert.equal(err, `belfry: --data: ${file} is a file: name the server's data folder\n`)
  })
})
