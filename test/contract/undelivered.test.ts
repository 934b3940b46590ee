// A failure that keeps a message from everybody, on both databases: the operator is notified once per cause, in the
// log, in the metrics, by the API and by doctor, with the remedy. Nothing arrives, so nothing else would show it.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { after, describe, test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import { run } from '../../packages/server/src/cli/run.ts'
import type { BelfryOptions } from '../../packages/server/src/index.ts'
import { broadcastStage } from '../support/belfry/broadcast-stage.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { startConnectProxy } from '../support/network/connect-proxy.ts'
import { freePort } from '../support/network/free-port.ts'
import { until } from '../support/time/until.ts'

// As many as a push service that has never answered is asked at once: then its circuit opens, and the others wait.
const PEOPLE = 16

interface Trouble {
  what: string
  /** The origin of the endpoints; Mozilla's by default. */
  origin?: string
  push: (service: PushService) => Promise<BelfryOptions['push'] & AsyncDisposable>
  outcome: string
  reason: RegExp
  help: RegExp
}

const TROUBLES: Trouble[] = [
  {
    what: 'a push service behind an unknown authority',
    push: async ({ allow, resolve }) => nothingToClose({ allow: [...allow], resolve }),
    outcome: 'unreachable',
    reason: /^tls [A-Z_]+$/,
    help: /BELFRY_PUSH_CA/,
  },
  {
    what: 'a name that does not resolve',
    origin: 'https://push.belfry-test.example',
    push: async ({ allow, ca }) => nothingToClose({ allow: [...allow, 'push.belfry-test.example'], ca }),
    outcome: 'unreachable',
    reason: /^dns /,
    help: /name server/,
  },
  {
    what: 'a closed port',
    push: async ({ allow, ca, resolve }) => {
      const closed = `127.0.0.1:${await freePort()}`
      return nothingToClose({ allow: [...allow], ca, resolve: mapAll(resolve, closed) })
    },
    outcome: 'unreachable',
    reason: /^connect ECONNREFUSED$/,
    help: /firewall/,
  },
  {
    what: 'a service that hangs before TLS',
    push: async ({ allow, ca, resolve }) => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      const silent = `127.0.0.1:${(server.address() as AddressInfo).port}`
      return {
        allow: [...allow],
        ca,
        resolve: mapAll(resolve, silent),
        async [Symbol.asyncDispose]() {
          server.close()
        },
      }
    },
    outcome: 'unreachable',
    reason: /^timeout tls$/,
    help: /firewall/,
  },
  {
    what: 'a proxy that is not there',
    push: async ({ allow, ca }) =>
      nothingToClose({ allow: [...allow], ca, proxy: `http://127.0.0.1:${await freePort()}` }),
    outcome: 'unreachable',
    reason: /^proxy ECONNREFUSED$/,
    help: /HTTPS_PROXY/,
  },
  {
    what: 'a proxy that wants another password',
    push: async ({ allow, ca }) => {
      const proxy = await startConnectProxy({ credentials: 'ada:right' })
      const url = proxy.url.replace('//', '//ada:tell-nobody@')
      return { allow: [...allow], ca, proxy: url, [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose]() }
    },
    outcome: 'unreachable',
    reason: /^proxy http-407$/,
    help: /user:password/,
  },
  {
    what: 'an endpoint outside the allow-list',
    origin: 'https://push.elsewhere.example',
    push: async ({ ca, resolve }) => nothingToClose({ ca, resolve }),
    outcome: 'rejected',
    reason: /^endpoint-(not-allowed|private-address)$/,
    help: /BELFRY_PUSH_ALLOW/,
  },
]

function nothingToClose<Push extends object>(push: Push): Push & AsyncDisposable {
  return { ...push, [Symbol.asyncDispose]: () => Promise.resolve() }
}

function mapAll(resolve: Readonly<Record<string, string>>, target: string): Record<string, string> {
  return Object.fromEntries(Object.keys(resolve).map((host) => [host, target]))
}

function testTroubles(name: string, database: () => Promise<string | undefined>): void {
  for (const { what, origin, push, outcome, reason, help } of TROUBLES) {
    test(`on ${name}: ${what} is reported`, { timeout: 90_000 }, async (t) => {
      await using service = await startPushService()
      const { [Symbol.asyncDispose]: close, ...options } = await push(service)
      t.after(() => close())
      const logged: { level: string; fields: Record<string, unknown>; message: string }[] = []
      const note = (level: string) => (fields: object, message: string) =>
        void logged.push({ level, fields: { ...fields }, message })
      const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
      await using stage = await broadcastStage(service, await database(), { push: options, log })
      await stage.subscribe(PEOPLE, 'large', origin)
      const id = await stage.send('large')

      const alarms = () => logged.filter(({ fields }) => 'alarm' in fields)
      await until(() => alarms().length > 0, t.signal)
      const [{ level, fields, message } = { level: '', fields: {}, message: '' }] = alarms()
      assert.equal(level, 'error')
      assert.match(String(fields['reason']), reason)
      assert.match(String(fields['help']), help)
      assert.match(message, /^messages do not arrive: /)

      let details = await stage.get(id)
      await until(async () => ((details = await stage.get(id)).problems?.[0]?.count ?? 0) >= PEOPLE, t.signal)
      assert.equal(details.problems?.length, 1)
      const [problem] = details.problems ?? []
      assert.equal(problem?.outcome, outcome)
      assert.match(problem?.reason ?? '', reason)
      assert.match(problem?.help ?? '', help)
      assert.match(message, new RegExp(problem?.summary ?? '-'))
      assert.equal(alarms().length, 1, 'once a cause, not once a message')

      const metrics = async () => (await stage.text('/metrics')).match(/^belfry_alarms\{.*\} (\d+)$/m)
      await until(async () => (await metrics())?.[1] === '1', t.signal)
      assert.match((await metrics())?.[0] ?? '', new RegExp(`outcome="${outcome}",reason="${problem?.reason}"`))

      const examined = await doctor(stage)
      assert.match(examined.out, new RegExp(`✖ ${PEOPLE} .*${problem?.summary}`))
      assert.match(examined.out, help)
      assert.equal(examined.code, 1)
      assert.doesNotMatch(JSON.stringify([logged, details, examined]), /tell-nobody/)
    })
  }
}

async function doctor({ address, options }: { address: string; options: BelfryOptions }) {
  let out = ''
  const env = {
    BELFRY_DATA: options.data,
    BELFRY_URL: options.url,
    BELFRY_CONTACT: options.contact,
    ...(address.startsWith('postgres') ? { DATABASE_URL: address } : {}),
  }
  const code = await run(['doctor'], { env, out: (text) => void (out += text), err: (text) => void (out += text) })
  return { code, out }
}

describe('a message that cannot be delivered', async () => {
  testTroubles('SQLite', () => Promise.resolve(undefined))
  const skip = await whyNoPostgres()
  if (skip === false) {
    const postgres = await startPostgres()
    after(() => postgres[Symbol.asyncDispose]())
    testTroubles('PostgreSQL', async () => (await postgres.createDatabase()).url)
  } else {
    test('on PostgreSQL', { skip }, () => undefined)
  }
})
