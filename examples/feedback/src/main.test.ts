import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'feedback-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** Runs `npm start` as a person would, on a free port unless told. */
function start(args: string[], env: Record<string, string> = {}) {
  const clean = Object.entries(process.env).filter(([name]) => !/^(BELFRY_|PORT$|HOST$)/.test(name))
  const child = spawn(process.execPath, [main, ...args], {
    timeout: 30_000,
    killSignal: 'SIGKILL',
    env: { ...Object.fromEntries(clean), PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const exited = once(child, 'close').then(([code]) => ({ code: code as number | null, output }))
  return {
    child,
    exited,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await exited
    },
    /** Resolves to its output, once it says that it is up. */
    async up(): Promise<string> {
      while (!output.includes('Ctrl-C stops it')) {
        const more = once(child.stdout, 'data')
        await Promise.race([more, once(child, 'exit')])
        if (child.exitCode !== null) throw new Error(`it ended:\n${output}`)
      }
      return output
    },
  }
}

function addressIn(output: string): string {
  return /The form +(http:\/\/localhost:\d+\/)/.exec(output)?.[1] ?? ''
}

test('PostgreSQL is refused in one line, not ignored: the messages are in a SQLite file', async () => {
  await using site = start([], { DATABASE_URL: 'postgres://belfry:secret@localhost/belfry' })
  const { code, output } = await site.exited
  assert.equal(code, 1)
  assert.match(output, /^DATABASE_URL: this example keeps [^\n]+\n$/)
})

test('the first start prints all addresses, the second one continues with the same data', async () => {
  await using data = await folder()
  let password = ''
  {
    await using site = start(['--data', join(data.path, 'new')])
    const output = await site.up()
    const address = addressIn(output)
    assert.match(output, new RegExp(`The owner's inbox ${address}admin\n`))
    password = /Password +([a-z2-9-]{23}) /.exec(output)?.[1] ?? ''
    assert.ok(password)
    assert.ok(output.includes(join(data.path, 'new', 'secrets.json')))
    assert.match(output, /curl http:\/\/localhost:\d+\/v1\/notifications/)
    assert.match(output, /Turn the bell on/)
    assert.equal((await fetch(address)).status, 200)

    site.child.kill('SIGINT')
    const { code } = await site.exited
    assert.equal(code, 0)
  }
  for (const file of await readdir(join(data.path, 'new'))) {
    const { mode } = await stat(join(data.path, 'new', file))
    assert.equal(mode & 0o077, 0, `${file} can be read by others: ${mode.toString(8)}`)
  }
  const secrets = await stat(join(data.path, 'new', 'secrets.json'))
  {
    await using site = start([], { BELFRY_DATA: join(data.path, 'new') })
    const output = await site.up()
    assert.doesNotMatch(output, new RegExp(password))
    assert.match(output, /the one printed at the first start/)
    const response = await fetch(new URL('/admin', addressIn(output)), {
      method: 'POST',
      body: new URLSearchParams({ password }),
      redirect: 'manual',
    })
    assert.equal(response.status, 303)
    site.child.kill('SIGTERM')
    assert.equal((await site.exited).code, 0)
  }
  assert.equal((await stat(join(data.path, 'new', 'secrets.json'))).mtimeMs, secrets.mtimeMs)
})

test('a forgotten password is replaced by a new one', async () => {
  await using data = await folder()
  await using first = start(['--data', data.path])
  await first.up()
  first.child.kill('SIGINT')
  await first.exited
  await using second = start(['--data', data.path, '--new-password'])
  const output = await second.up()
  const password = /Password +([a-z2-9-]{23}) /.exec(output)?.[1] ?? ''
  const response = await fetch(new URL('/admin', addressIn(output)), {
    method: 'POST',
    body: new URLSearchParams({ password }),
    redirect: 'manual',
  })
  second.child.kill('SIGINT')
  assert.equal((await second.exited).code, 0)
  assert.equal(response.status, 303)
})

test('a request that is under way when Ctrl-C comes is answered', async () => {
  await using data = await folder()
  await using site = start(['--data', data.path])
  const address = addressIn(await site.up())
  const body = new TransformStream<Uint8Array, Uint8Array>()
  const writer = body.writable.getWriter()
  const answer = fetch(address, {
    method: 'POST',
    body: body.readable,
    duplex: 'half',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  await writer.write(new TextEncoder().encode('name=Ada&email=ada%40example.org&'))
  // Another request's answer shows that the server has read on.
  await (await fetch(address)).text()
  site.child.kill('SIGINT')
  await writer.write(new TextEncoder().encode('message=Hello'))
  await writer.close()
  assert.equal((await answer).status, 303)
  assert.equal((await site.exited).code, 0)
})

// A visitor who sends the first half of a form, and then nothing.
async function stall(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname).on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ' +
      '99\r\n\r\nname=Ada',
  )
  await (await fetch(address)).text()
  return socket
}

test('a request that never ends does not hold up Ctrl-C for long', async () => {
  await using data = await folder()
  await using site = start(['--data', data.path])
  const socket = await stall(addressIn(await site.up()))
  const pressed = performance.now()
  site.child.kill('SIGINT')
  assert.equal((await site.exited).code, 0)
  assert.ok(performance.now() - pressed < 10_000)
  socket.destroy()
})

test('a second Ctrl-C ends it at once, one that npm passes on twice is one', async () => {
  await using data = await folder()
  await using site = start(['--data', data.path])
  const socket = await stall(addressIn(await site.up()))
  site.child.kill('SIGINT')
  site.child.kill('SIGINT')
  await setTimeout(300) // as long as a person needs at least
  assert.equal(site.child.exitCode, null)
  site.child.kill('SIGINT')
  assert.equal((await site.exited).code, 130)
  socket.destroy()
})

test('with its own push service it prints the browsers’ commands, and finds the service again', async () => {
  await using data = await folder()
  const endpoints: string[] = []
  for (let turn = 0; turn < 2; turn += 1) {
    await using site = start(['--data', data.path, '--local-push'])
    const output = await site.up()
    const command = `npm run browser -- firefox --folder ${data.path}/push-service --url `
    assert.ok(output.includes(`${command}${addressIn(output)}admin\n`), output)
    const state = await readFile(join(data.path, 'push-service', 'state.json'), 'utf8')
    endpoints.push((JSON.parse(state) as { pushUrl: string }).pushUrl)
    site.child.kill('SIGINT')
    assert.equal((await site.exited).code, 0)
  }
  assert.equal(endpoints[0], endpoints[1])
})

test('a bad setting is one line that names it, and the exit code 1', async () => {
  await using data = await folder()
  await using taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const port = String((taken.address() as AddressInfo).port)
  const file = join(data.path, 'file')
  await writeFile(file, '')
  const broken = join(data.path, 'broken')
  const cases: [string[], Record<string, string>, RegExp][] = [
    [['--port', port], {}, /^PORT: port \d+ is in use/],
    [['--port', 'abc'], {}, /^--port: .*0 to 65535.*"abc"/],
    [[], { PORT: '70000' }, /^PORT: .*65535/],
    [['--host', '192.0.2.7', '--url', 'http://localhost:1'], {}, /^HOST: cannot listen on "192\.0\.2\.7"/],
    [['--data', join(file, 'data')], {}, /^BELFRY_DATA: cannot write to the folder .*ENOTDIR/],
    [['--data', join(file, 'data'), '--local-push'], {}, /^BELFRY_DATA: cannot write/],
    [[], { BELFRY_DATA: '/proc/belfry' }, /^BELFRY_DATA: cannot write to the folder \/proc\/belfry/],
    [[], { BELFRY_URL: 'example.org' }, /^BELFRY_URL: must be an absolute URL/],
    [['--url', 'http://example.org'], {}, /^--url: must be https/],
    [['--url', 'https://example.org/app'], {}, /^BELFRY_URL: this example has its pages at the root/],
    [[], { BELFRY_LOG_LEVEL: 'loud' }, /^BELFRY_LOG_LEVEL: /],
    [['--prot', '1'], {}, /^options: Unknown option '--prot'; --help/],
    [['--data', broken], {}, /feedback\.db/],
  ]
  await using site = start(['--data', broken])
  await site.up()
  site.child.kill('SIGINT')
  await site.exited
  for (const name of await readdir(broken)) {
    if (name.startsWith('feedback.db')) await rm(join(broken, name))
  }
  await writeFile(join(broken, 'feedback.db'), 'this is no database, but long enough to look like one'.repeat(99))

  for (const [args, env, expected] of cases) {
    await using child = start(args, { BELFRY_DATA: join(data.path, 'unused'), ...env })
    const { code, output } = await child.exited
    assert.match(output, expected, args.join(' '))
    assert.equal(output.trimEnd().split('\n').length, 1, output)
    assert.equal(code, 1)
  }
})

test('--help explains the settings and starts nothing', async () => {
  const { code, output } = await start(['--help']).exited
  assert.equal(code, 0)
  for (const name of ['--port', '--host', '--data', '--url', '--local-push', 'BELFRY_CONTACT']) {
    assert.ok(output.includes(name), name)
  }
})
