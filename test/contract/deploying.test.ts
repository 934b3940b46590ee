// The set-ups of the guide for deploying: nginx in one and two steps, the unit, process 1 of a container.

import assert from 'node:assert/strict'
import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findExecutable } from '../../setup/system-packages.ts'
import { SETTINGS } from '../../packages/server/src/config/settings.ts'
import { cleanEnvironment } from '../support/belfry/clean-environment.ts'
import { browserSubscription } from '../support/belfry/temporary-belfry.ts'
import { freePort } from '../support/network/free-port.ts'
import { startNginx, whyNoNginx } from '../support/network/nginx.ts'
import { until } from '../support/time/until.ts'

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
const guide = readFileSync(new URL('../../docs/guides/deploying.md', import.meta.url), 'utf8')
const backupGuide = readFileSync(new URL('../../docs/guides/backup-and-upgrade.md', import.meta.url), 'utf8')
const ALLOWED = 120

const withoutNginx = await whyNoNginx()

describe('visitors behind the nginx of the guide', { skip: withoutNginx, timeout: 60_000 }, () => {
  test('each have an allowance, and nobody can invent another', async (t) => {
    const belfry = await serve(t, {})
    await using proxy = await startProxy(belfry.port)
    assert.deepEqual(await writes(proxy.port, 150, (n) => ({ visitor: address(n) })), { 201: 150 })
    areBounded(await writes(proxy.port, 300, (n) => ({ visitor: '203.0.113.9', invents: address(n) })))
  })

  test('share one behind a CDN with nothing set, and the log says so once', async (t) => {
    const belfry = await serve(t, {})
    await using proxy = await startProxy(belfry.port, 'edge')
    areBounded(await writes(proxy.port, 300, (n) => ({ visitor: address(n % 200) })))
    assert.equal(belfry.output().match(/BELFRY_TRUSTED_PROXIES/g)?.length, 1, belfry.output())
  })

  for (const [name, value] of [
    ['BELFRY_TRUSTED_PROXIES', '2'],
    ['BELFRY_TRUSTED_PROXIES', 'loopback,198.51.100.0/24'],
    ['BELFRY_CLIENT_IP_HEADER', 'CF-Connecting-IP'],
  ] as const) {
    test(`each have one behind a CDN with ${name}=${value}`, async (t) => {
      const belfry = await serve(t, { [name]: value })
      await using proxy = await startProxy(belfry.port, 'edge')
      assert.deepEqual(await writes(proxy.port, 150, (n) => ({ visitor: address(n) })), { 201: 150 })
      areBounded(await writes(proxy.port, 300, (n) => ({ visitor: '203.0.113.9', invents: address(n) })))
    })
  }
})

const withoutSystemd =
  findExecutable(['systemd-analyze']) === undefined && 'systemd-analyze is missing: apt-get install systemd'

describe('the unit of the guide', { timeout: 60_000 }, () => {
  test('is accepted by systemd, and so are those of the nightly backup', { skip: withoutSystemd }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belfry-unit-'))
    try {
      const units = [...`${guide}\n${backupGuide}`.matchAll(/^```ini\n# [^\n]*\/([\w.-]+)\n(.*?)^```/gms)]
      assert.equal(units.length, 3)
      for (const [, name = '', text = ''] of units) {
        // systemd checks that the program exists, too.
        writeFileSync(join(folder, name), text.replace(/ExecStart=\/opt\S+/, `ExecStart=${process.execPath}`))
      }
      const files = units.map(([, name = '']) => join(folder, name))
      const { stderr } = await promisify(execFile)('systemd-analyze', ['verify', '--man=no', ...files])
      assert.equal(stderr.match(/belfry[\w-]*\.(service|timer)[^\n]*/g)?.join('\n') ?? '', '')
      // Of 10: what a unit without any protection has.
      const limits = ['--offline=yes', '--threshold=20', join(folder, 'belfry.service')]
      await promisify(execFile)('systemd-analyze', ['security', '--no-pager', ...limits])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('sets only what Belfry reads, and the container likewise', () => {
    const known = new Set<string>(['NODE_ENV', ...SETTINGS.map(({ variable }) => variable)])
    const lines = [...block('ini').matchAll(/^Environment=(.*)$/gm), ...block('dockerfile').matchAll(/^ENV (.*)$/gm)]
    const names = lines.flatMap(([, pairs = '']) => pairs.split(' ').map((pair) => pair.split('=')[0] ?? ''))
    assert.ok(names.length > 4)
    assert.deepEqual(
      names.filter((name) => !known.has(name)),
      [],
    )
  })
})

const inNamespace = ['--pid', '--fork', '--kill-child', '--mount-proc']
const withoutNamespaces =
  spawnSync('unshare', [...inNamespace, 'true']).status !== 0 && 'a process namespace needs root and util-linux'

describe('process 1 of a container', { skip: withoutNamespaces, timeout: 60_000 }, () => {
  test('ends at SIGTERM with 0, and logs that it stops', async (t) => {
    const [program, ...args] = JSON.parse(/^CMD (.*)$/m.exec(block('dockerfile'))?.[1] ?? '[]') as string[]
    assert.equal(program, 'node_modules/.bin/belfry')
    // SIGTERM is sent from the inside, to process 1, as a container's runtime does.
    const belfry = await serve(t, {}, (node, file) => ['unshare', ...inNamespace, node, ...file, ...args])
    const inside = readFileSync(`/proc/${belfry.pid}/task/${belfry.pid}/children`, 'utf8').trim()
    assert.match(inside, /^\d+$/)
    assert.match(readFileSync(`/proc/${inside}/status`, 'utf8'), /^NSpid:\t\d+\t1$/m)
    process.kill(Number(inside), 'SIGTERM')
    assert.equal(await belfry.ended(), 0)
    assert.match(belfry.output(), /Stopping: finishing what is being sent/)
  })
})

interface Writer {
  visitor: string
  /** A forged X-Forwarded-For of the visitor. */
  invents?: string
}

/** Counts the statuses of so many browsers that subscribe, several at once. */
async function writes(port: number, count: number, of: (n: number) => Writer): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {}
  const ask = async (n: number) => {
    const { visitor, invents } = of(n)
    const answer = await fetch(`http://127.0.0.1:${port}/b/default/subscription`, {
      method: 'PUT',
      headers: {
        origin: 'https://example.com',
        'content-type': 'application/json',
        'x-test-visitor': visitor,
        ...(invents === undefined ? {} : { 'x-forwarded-for': invents }),
      },
      body: JSON.stringify(browserSubscription()),
    })
    await answer.arrayBuffer()
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
  }
  for (let from = 0; from < count; from += 10) {
    await Promise.all(Array.from({ length: Math.min(10, count - from) }, (_, index) => ask(from + index)))
  }
  return statuses
}

// The allowance grows by two a second meanwhile.
function areBounded(statuses: Record<number, number>): void {
  const { 201: taken = 0, 429: refused = 0, ...others } = statuses
  assert.deepEqual(others, {})
  assert.ok(taken >= ALLOWED && refused > 0, JSON.stringify(statuses))
}

function address(n: number): string {
  return `192.0.2.${n + 1}`
}

/** The guide's nginx before Belfry; with `edge`, another before that one, which is at a public address. */
async function startProxy(belfryPort: number, edge?: 'edge'): Promise<AsyncDisposable & { port: number }> {
  const [inner, outer] = [await freePort(), await freePort()]
  const shown = block('nginx').replace('127.0.0.1:8030', `127.0.0.1:${belfryPort}`)
  // All connections come from this machine: a header gives the address that a connection stands for.
  const standIn = (header: string) => `set_real_ip_from 127.0.0.0/8; real_ip_header ${header};`
  const cdn = `server {
    listen 127.0.0.1:${outer};
    ${standIn('X-Test-Visitor')}
    location / {
      proxy_pass http://127.0.0.1:${inner};
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header CF-Connecting-IP $remote_addr;
      proxy_set_header X-Test-Edge 198.51.100.7;
    }
  }`
  const nginx = await startNginx(
    edge === undefined
      ? shown.replace('listen 80;', `listen 127.0.0.1:${inner}; ${standIn('X-Test-Visitor')}`)
      : `${cdn}\n${shown.replace('listen 80;', `listen 127.0.0.1:${inner}; ${standIn('X-Test-Edge')}`)}`,
  )
  return { port: edge === undefined ? inner : outer, [Symbol.asyncDispose]: () => nginx[Symbol.asyncDispose]() }
}

type Command = (node: string, file: readonly string[]) => readonly string[]

async function serve(
  t: TestContext,
  env: Record<string, string>,
  command: Command = (node, file) => [node, ...file, 'serve'],
) {
  const data = mkdtempSync(join(tmpdir(), 'belfry-'))
  const [program = '', ...args] = command(process.execPath, ['--conditions=@belfry/source', MAIN])
  const child = spawn(program, args, {
    env: { ...cleanEnvironment(), PORT: '0', BELFRY_DATA: data, BELFRY_URL: 'https://example.com', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const exited = once(child, 'exit') as Promise<[number | null]>
  t.after(async () => {
    child.kill('SIGKILL')
    await exited
    rmSync(data, { recursive: true })
  })
  await until(() => {
    assert.equal(child.exitCode, null, output)
    return /Address +http:\/\/[^:]+:\d+/.test(output)
  }, t.signal)
  return {
    pid: child.pid ?? 0,
    port: Number(/Address +http:\/\/[^:]+:(\d+)/.exec(output)?.[1]),
    output: () => output,
    ended: async () => (await exited)[0],
  }
}

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(guide)?.[1] ?? assert.fail(language)
}
