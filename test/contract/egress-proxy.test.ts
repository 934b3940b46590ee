// Only a proxy reaches the internet: a whole Belfry, on both databases, sends through it, and doctor checks through it.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { run } from '../../packages/server/src/cli/run.ts'
import { broadcastStage } from '../support/belfry/broadcast-stage.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { startConnectProxy, type ConnectProxyOptions } from '../support/network/connect-proxy.ts'
import { makeTestCertificate } from '../support/network/certificates.ts'
import { until } from '../support/time/until.ts'

const PEOPLE = 300
const CREDENTIALS = 'ada:tell-nobody'

/** A proxy that alone resolves the push services. */
function startProxy({ resolve }: PushService, options: ConnectProxyOptions = {}) {
  const hosts = Object.fromEntries(Object.entries(resolve).map(([host, place]) => [`${host}:443`, place]))
  return startConnectProxy({ hosts, credentials: CREDENTIALS, ...options })
}

const withCredentials = (url: string) => url.replace('//', `//${CREDENTIALS}@`)

function testSending(name: string, database: () => Promise<string | undefined>): void {
  for (const kind of ['http', 'https'] as const) {
    test(`on ${name}: everything arrives through an ${kind} proxy, and its password appears nowhere`, async (t) => {
      await using service = await startPushService()
      const certificate = makeTestCertificate(['localhost'])
      await using proxy = await startProxy(service, kind === 'https' ? { certificate } : {})
      const lines: string[] = []
      const note = (fields: object, message: string) => void lines.push(JSON.stringify({ message, ...fields }))
      const log = { debug: note, info: note, warn: note, error: note }
      const push = { ca: `${service.ca}\n${certificate.ca}`, proxy: withCredentials(proxy.url) }
      await using stage = await broadcastStage(service, await database(), { push, log })
      const people = await stage.subscribe(PEOPLE, 'large')
      const id = await stage.send('large')
      await until(() => people.every((one) => service.messages(one.id).length === 1), t.signal)
      assert.deepEqual(new Set(proxy.asked), new Set(['updates.push.services.mozilla.com:443']))
      assert.ok(lines.some((line) => line.includes(`:${proxy.port}`) && line.includes('proxy')))
      const shown = [...lines, JSON.stringify(await stage.get(id)), await stage.text('/metrics')].join('\n')
      assert.doesNotMatch(shown, /tell-nobody|YWRhOnRlbGwtbm9ib2R5/)
    })
  }
}

describe('sending through a proxy', { timeout: 120_000 }, async () => {
  testSending('SQLite', () => Promise.resolve(undefined))
  const skip = await whyNoPostgres()
  if (skip === false) {
    const postgres = await startPostgres()
    after(() => postgres[Symbol.asyncDispose]())
    testSending('PostgreSQL', async () => (await postgres.createDatabase()).url)
  } else {
    test('on PostgreSQL', { skip }, () => undefined)
  }
})

test('doctor looks through the proxy that the environment names', { timeout: 60_000 }, async () => {
  await using service = await startPushService()
  await using proxy = await startProxy(service)
  await using stage = await broadcastStage(service)
  const { data, contact } = stage.options
  const ca = join(data, 'ca.pem')
  writeFileSync(ca, service.ca, { mode: 0o600 })
  const doctor = async (env: NodeJS.ProcessEnv) => {
    let out = ''
    const note = (text: string) => void (out += text)
    const settings = { BELFRY_DATA: data, BELFRY_URL: 'https://example.com', BELFRY_CONTACT: contact, ...env }
    const code = await run(['doctor', '--network'], { env: { ...settings, BELFRY_PUSH_CA: ca }, out: note, err: note })
    return { code, out }
  }

  const well = await doctor({ HTTPS_PROXY: withCredentials(proxy.url) })
  assert.match(well.out, new RegExp(`through the proxy 127.0.0.1:${proxy.port}`))
  assert.match(well.out, /✔ fcm\.googleapis\.com answers/)
  assert.match(well.out, /✔ this machine's clock agrees/)
  assert.equal(well.code, 0)
  assert.deepEqual(
    new Set(proxy.asked),
    new Set(
      Object.keys(service.resolve)
        .filter(isAsked)
        .map((host) => `${host}:443`),
    ),
  )

  const wrong = await doctor({ https_proxy: proxy.url.replace('//', '//ada:tell-nobody-either@') })
  assert.equal(wrong.code, 1)
  assert.match(wrong.out, /✖ fcm\.googleapis\.com, .* cannot be reached .*407.*user:password@host/)
  assert.doesNotMatch(well.out + wrong.out, /tell-nobody/)

  const socks = await doctor({ HTTPS_PROXY: 'socks5://ada:tell-nobody@127.0.0.1:1080' })
  assert.equal(socks.code, 1)
  assert.match(socks.out, /^belfry: HTTPS_PROXY: must be http:\/\/host:port/)
  assert.doesNotMatch(socks.out, /tell-nobody/)
})

function isAsked(host: string): boolean {
  return /^(fcm|updates|web\.push|wns2-par02p)/.test(host)
}
