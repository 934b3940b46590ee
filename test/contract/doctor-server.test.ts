// What doctor hears from the server that runs, beside what it finds in its own shell; real processes on both databases.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { run } from '../../packages/server/src/cli/run.ts'
import { startServe } from '../support/belfry/serve-process.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { until } from '../support/time/until.ts'

const SITE = 'https://example.com'

function testDoctor(startDatabase?: typeof startPostgres): void {
  test('says what the running server says of itself, and when it is not the one that this shell means', async (t) => {
    await using postgres = await startDatabase?.()
    await using service = await startPushService()
    const folder = mkdtempSync(join(tmpdir(), 'belfry-doctor-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const data = join(folder, 'data')
    const database = postgres && { DATABASE_URL: (await postgres.createDatabase()).url }
    // Its authority is left out: nothing that is sent arrives.
    const push = {
      BELFRY_PUSH_ALLOW: service.allow.join(','),
      BELFRY_PUSH_RESOLVE: Object.entries(service.resolve)
        .map(([host, at]) => `${host}=${at}`)
        .join(','),
    }
    const settings = { ...database, BELFRY_DATA: data, BELFRY_URL: SITE, BELFRY_CONTACT: 'ops@example.com' }
    const doctor = async (env: NodeJS.ProcessEnv) => {
      let out = ''
      await run(['doctor'], { env, out: (text) => void (out += text), err: (text) => void (out += text) })
      return out
    }

    {
      await using server = await startServe({ ...settings, ...push })
      const shell = { ...settings, BELFRY_SERVER: server.url }
      const well = await doctor(shell)
      assert.match(
        well,
        /^✔ a server runs at http:\/\/127\.0\.0\.1:\d+: Belfry \d+\.\d+\.\d+ on Node \d+.*; it sends, in one thread$/m,
      )
      assert.doesNotMatch(well, /^[!✖] .*server/m)

      const elsewhere = await doctor({ ...shell, BELFRY_DATA: join(folder, 'other'), BELFRY_API_KEY: 'k'.repeat(40) })
      assert.match(elsewhere, /^✖ the server at .* does not know this shell's API key: it was started with another/m)
      const { apiKey } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as { apiKey: string }
      const shellOnly = { BELFRY_SERVER: server.url, BELFRY_API_KEY: apiKey, BELFRY_DATA: join(folder, 'other') }
      assert.match(
        await doctor(shellOnly),
        /^! the server at .* keeps its data in .*, and this shell names .*other\/belfry\.db/m,
      )
      assert.doesNotMatch(await doctor(shellOnly), /password|:\w+@/)

      const ask = async (path: string, init?: RequestInit) => {
        const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', origin: SITE }
        return (await fetch(`${server.url}${path}`, { ...init, headers })).json() as Promise<Record<string, never>>
      }
      const config = (await ask('/b/default/config')) as unknown as { vapidKey: { publicKey: string; id: string } }
      const made = await service.subscribe({ applicationServerKey: config.vapidKey.publicKey })
      const body = { endpoint: made.endpoint, keys: made.keys, keyId: config.vapidKey.id }
      await ask('/b/default/subscription', { method: 'PUT', body: JSON.stringify(body) })
      await ask('/v1/notifications', { method: 'POST', body: JSON.stringify({ to: { all: true }, title: 'Hello' }) })
      await until(async () => (await doctor(shell)).includes("the server's alarm"), t.signal)
      assert.match(
        await doctor(shell),
        /^✖ the server's alarm: messages do not arrive \(.*\): the push service's certificate is .* BELFRY_PUSH_CA/m,
      )

      const key = (await ask('/v1/api-keys', { method: 'POST', body: JSON.stringify({ name: 'shop' }) })) as {
        key?: string
      }
      const narrow = await doctor({ ...shell, BELFRY_API_KEY: key.key })
      assert.match(narrow, /^! the server at .* does not say how it is: site-not-granted/m)
    }
    {
      await using server = await startServe({ ...settings, ...push }, '--no-work')
      const idle = await doctor({ ...settings, BELFRY_SERVER: server.url })
      assert.match(idle, /; it sends nothing itself: belfry work has to run beside it$/m)
      await server.end('SIGTERM')
      assert.match(await doctor({ ...settings, BELFRY_SERVER: server.url }), /^! no server answers at http:/m)
    }
  })
}

describe('doctor and the server that runs, on SQLite', { timeout: 120_000 }, () => testDoctor())

describe('doctor and the server that runs, on PostgreSQL', { timeout: 120_000, skip: await whyNoPostgres() }, () =>
  testDoctor(startPostgres),
)
