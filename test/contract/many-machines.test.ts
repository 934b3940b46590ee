// The set-up of the guide for many machines: the compose file, its processes, and nginx before them.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { generateVapidKeys } from '@belfry/web-push'
import { parse } from 'yaml'
import { startPushService, type PushService } from '../../packages/push-service/src/index.ts'
import { SETTINGS } from '../../packages/server/src/config/settings.ts'
import { cleanEnvironment } from '../support/belfry/clean-environment.ts'
import { startNginx, whyNoNginx } from '../support/network/nginx.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'
import { until } from '../support/time/until.ts'
import { freePort } from '../support/network/free-port.ts'

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
const SITE_URL = 'https://example.com'
const PEOPLE = 40

interface Service {
  image?: string
  build?: string
  command?: string
  environment?: Record<string, string>
  depends_on?: string[] | Record<string, unknown>
  volumes?: string[]
  deploy?: { replicas: number }
}

const guide = readFileSync(new URL('../../docs/guides/postgresql.md', import.meta.url), 'utf8')
const compose = parse(block('yaml'), { merge: true, strict: true }) as {
  services: Record<string, Service>
  volumes: Record<string, unknown>
}

describe('the compose file of the guide', () => {
  // The keys in use, by https://github.com/compose-spec/compose-spec/blob/main/05-services.md
  const KEYS = [
    'image',
    'build',
    'command',
    'environment',
    'depends_on',
    'deploy',
    'restart',
    'healthcheck',
    'volumes',
    'ports',
  ]

  test('has only keys that Compose knows, and names only files that exist', () => {
    assert.deepEqual(
      Object.keys(compose).filter((key) => !key.startsWith('x-')),
      ['services', 'volumes'],
    )
    for (const [name, service] of Object.entries(compose.services)) {
      for (const key of Object.keys(service)) assert.ok(KEYS.includes(key), `${name}.${key}`)
      assert.match(service.image ?? `build:${service.build === '.' ? 1 : ''}`, /^[a-z]+:\d+$/)
      const { depends_on: needs = [], volumes = [] } = service
      for (const other of Array.isArray(needs) ? needs : Object.keys(needs)) assert.ok(other in compose.services, other)
      for (const volume of volumes) assert.ok(String(volume.split(':')[0]) in compose.volumes, volume)
    }
  })

  test('sets only what Belfry reads', () => {
    const known = SETTINGS.map(({ variable }) => variable as string)
    for (const name of ['api', 'worker']) {
      const { environment = {} } = compose.services[name] ?? {}
      assert.deepEqual(
        Object.keys(environment).filter((key) => !known.includes(key)),
        [],
      )
      for (const [key, value] of Object.entries(environment)) {
        const variable = /\$\{(.*)\}/.exec(value)?.[1]
        if (variable !== undefined) assert.equal(variable, key)
      }
    }
  })
})

const skip = (await whyNoPostgres()) || (await whyNoNginx())

describe('PostgreSQL, two that accept, two that send and nginx', { skip, timeout: 90_000 }, () => {
  test('deliver to everybody once, one of each kind killed', async (t) => {
    await using postgres = await startPostgres()
    await using push = await startPushService()
    await using place = await postgres.createDatabase()
    const secrets = {
      BELFRY_SECRET: randomBytes(32).toString('hex'),
      BELFRY_VAPID_PRIVATE_KEY: generateVapidKeys().privateKey,
      BELFRY_API_KEY: randomBytes(32).toString('hex'),
    }
    const startAll = (name: string) => {
      const { command = '', environment = {}, deploy } = compose.services[name] ?? assert.fail(name)
      return Array.from({ length: deploy?.replicas ?? 1 }, () =>
        start(t, command, { ...environment, ...secrets, ...placed(push), DATABASE_URL: place.url }),
      )
    }
    const apis = startAll('api')
    const workers = startAll('worker')
    assert.deepEqual([apis.length, workers.length], [2, 2])
    const ports = await Promise.all(apis.map((api) => api.says(/Address +http:\/\/[^:]+:(\d+)/)))
    await Promise.all(workers.map((worker) => worker.says(/(Belfry is working)/)))
    const port = await freePort()
    await using _ = await startNginx(
      block('nginx')
        .replace('10.0.0.11:8030', `127.0.0.1:${ports[0]}`)
        .replace('10.0.0.12:8030', `127.0.0.1:${ports[1]}`)
        .replace('listen 80;', `listen 127.0.0.1:${port};`),
    )
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { ...init, signal: t.signal })

    const people: string[] = []
    for (let n = 0; n < PEOPLE; n += 1) people.push(await subscribe(ask, push))
    const notify = async (title: string) => {
      const answer = await ask('/v1/notifications', {
        method: 'POST',
        headers: { authorization: `Bearer ${secrets.BELFRY_API_KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({ to: { all: true }, title, ttl: 3600 }),
      })
      assert.equal(answer.status, 202, await answer.text())
    }
    const all = (count: number) => () => people.every((one) => push.messages(one).length === count)
    await notify('From both')
    await until(all(1), t.signal)
    await Promise.all([apis[0]?.kill(), workers[0]?.kill()])
    await notify('From those that are left')
    await notify('And again')
    await until(all(3), t.signal)
    assert.equal((await ask('/metrics')).status, 404, 'is not for everybody')
  })
})

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(guide)?.[1] ?? assert.fail(language)
}

function placed(push: PushService): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    BELFRY_LOG_LEVEL: 'error',
    BELFRY_PUSH_ALLOW: push.allow.join(','),
    BELFRY_PUSH_CA: push.caFile,
    BELFRY_PUSH_RESOLVE: Object.entries(push.resolve)
      .map((pair) => pair.join('='))
      .join(','),
  }
}

/** A container's command, in its own folder. */
function start(t: TestContext, command: string, env: Record<string, string>) {
  const [program, ...args] = command.split(' ')
  assert.equal(program, 'node_modules/.bin/belfry')
  const data = mkdtempSync(join(tmpdir(), 'belfry-'))
  const child = spawn(process.execPath, ['--conditions=@belfry/source', MAIN, ...args], {
    env: { ...cleanEnvironment(), ...env, BELFRY_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const exited = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  t.after(async () => {
    await kill()
    rmSync(data, { recursive: true })
  })
  return {
    kill,
    async says(pattern: RegExp): Promise<string> {
      await until(() => {
        assert.equal(child.exitCode, null, output)
        return pattern.test(output)
      }, t.signal)
      return pattern.exec(output)?.[1] ?? ''
    },
  }
}

async function subscribe(
  ask: (path: string, init?: RequestInit) => Promise<Response>,
  push: PushService,
): Promise<string> {
  const config = (await (await ask('/b/default/config')).json()) as { vapidKey: { publicKey: string } }
  const { id, endpoint, keys } = await push.subscribe({ applicationServerKey: config.vapidKey.publicKey })
  const answer = await ask('/b/default/subscription', {
    method: 'PUT',
    headers: { origin: SITE_URL, 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, keys, topics: [] }),
  })
  assert.ok(answer.ok, await answer.text())
  return id
}
