import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { encryptByHttpEce, sendRaw } from '#test/push-services/raw-push-sender'
import type { OwnSubscription } from '../push-service-api.ts'
import { startPushService } from '../push-service.ts'
import { readStateFile } from '../state-file.ts'
import { runBrowser } from './run-browser.ts'
import { runPushService } from './run-push-service.ts'
import type { Terminal } from './terminal.ts'

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-push-service-cli-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

interface Screen {
  readonly terminal: Terminal

  readonly shown: () => { out: string; err: string }
}

function openScreen(env: Record<string, string> = {}): Screen {
  const ending = new AbortController()
  let out = ''
  let err = ''
  return {
    terminal: {
      out: (text) => {
        out += text
        // It is asked to end as soon as it says that it runs.
        if (text.includes('Ctrl-C')) ending.abort()
      },
      err: (text) => {
        err += text
      },
      env,
      platform: 'linux',
      interrupted: ending.signal,
    },
    shown: () => ({ out, err }),
  }
}

test('it prints all addresses, ends when asked and exits with 0', async (t) => {
  const folder = join(await temporaryFolder(t), 'made', 'on the way')
  const { terminal, shown } = openScreen()
  assert.equal(await runPushService(['--folder', folder, '--port', '0'], terminal), 0)
  const addresses = await readStateFile(folder)
  assert.ok(addresses)
  for (const address of [addresses.pushUrl, addresses.controlUrl, addresses.autopushUrl])
    assert.ok(shown().out.includes(address))
  assert.match(shown().out, /npm run browser -- firefox --folder /)
  assert.equal(shown().err, '')
})

test('a taken port is one line, exit code 1', async (t) => {
  const folder = await temporaryFolder(t)
  await using other = await startPushService()
  const { port } = new URL(other.pushUrl)
  const { terminal, shown } = openScreen()
  assert.equal(await runPushService(['--folder', folder, '--port', port], terminal), 1)
  assert.match(shown().err, new RegExp(`^port ${port} .* already taken: .*--port\n$`))
})

test('a folder that cannot be one is one line, exit code 1', async (t) => {
  const folder = await temporaryFolder(t)
  await writeFile(join(folder, 'file'), '')
  for (const path of ['file', 'file/below']) {
    const { terminal, shown } = openScreen()
    const args = ['--port', '0', '--folder', join(folder, path)]
    assert.equal(await runPushService(args, terminal), 1)
    assert.match(shown().err, /^cannot use .*file.*: .*--folder\n$/)
  }
})

test('a folder that must not be written to is one line', { skip: isRoot() && 'root may write anywhere' }, async (t) => {
  const folder = await temporaryFolder(t)
  await mkdir(join(folder, 'closed'))
  await chmod(join(folder, 'closed'), 0o500)
  const { terminal, shown } = openScreen()
  const args = ['--port', '0', '--folder', join(folder, 'closed')]
  assert.equal(await runPushService(args, terminal), 1)
  assert.match(shown().err, /permission denied; choose another with --folder\n$/)
})

test('a folder in use is one line', async (t) => {
  const folder = await temporaryFolder(t)
  await using service = await startPushService({ folder })
  assert.ok(service)
  const { terminal, shown } = openScreen()
  assert.equal(await runPushService(['--folder', folder, '--port', '0'], terminal), 1)
  assert.match(shown().err, /^another push service is running on the folder .*\n$/)
})

for (const args of [['--port', 'abc'], ['--port', '70000'], ['--prot', '1'], ['extra']])
  test(`${args.join(' ')} is refused in one line`, async () => {
    const { terminal, shown } = openScreen()
    assert.equal(await runPushService(args, terminal), 1)
    assert.match(shown().err, /^[^\n]+\n$/)
  })

test('the program ends with 0 on Ctrl-C and can be started again at once', async (t) => {
  const folder = await temporaryFolder(t)
  const program = new URL('../main.ts', import.meta.url).pathname
  for (let round = 0; round < 2; round += 1) {
    const child = spawn(process.execPath, [program, '--folder', folder, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child.stdout.setEncoding('utf8')
    let said = ''
    child.stdout.on('data', (text: string) => {
      said += text
    })
    while (!said.includes('Ctrl-C stops it')) await once(child.stdout, 'data')
    const exit = once(child, 'exit')
    child.kill('SIGINT')
    assert.deepEqual(await exit, [0, null])
    assert.match(said, /Closing\./)
  }
})

test('accepted messages survive a kill of the program', async (t) => {
  const folder = await temporaryFolder(t)
  const program = new URL('../main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [program, '--folder', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  const addresses = await readStateFile(folder)
  assert.ok(addresses)
  const response = await fetch(`${addresses.controlUrl}/subscriptions`, {
    method: 'POST',
    body: JSON.stringify({ local: true, online: false }),
  })
  const { id, endpoint, keys } = (await response.json()) as OwnSubscription
  const { status } = await sendRaw({
    endpoint,
    ca: await readFile(addresses.caFile, 'utf8'),
    headers: { ttl: '600', 'content-encoding': 'aes128gcm' },
    body: encryptByHttpEce('taken', keys),
  })
  assert.equal(status, 201)
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit

  await using service = await startPushService({ folder })
  service.setOnline(id, true)
  assert.deepEqual(
    service.messages(id).map(({ text }) => text),
    ['taken'],
  )
})

const browserMistakes: readonly (readonly [readonly string[], RegExp])[] = [
  [[], /say which browser/],
  [['opera'], /say which browser/],
  [['firefox', 'chromium'], /say which browser/],
  [['firefox', '--url', 'nowhere'], /--url is not an address: nowhere/],
  [['firefox'], /there is no display .*--headless/],
  [['firefox', '--headless', '--folder', '/nonexistent/x'], /no push service in .*--local-push/],
]
for (const [args, expected] of browserMistakes)
  test(`npm run browser -- ${args.join(' ')} is refused in one line`, async () => {
    const { terminal, shown } = openScreen()
    assert.equal(await runBrowser(args, terminal), 1)
    assert.match(shown().err, expected)
    assert.match(shown().err, /^[^\n]+\n$/)
  })

test('a push service that is no longer running is reported before a browser opens', async (t) => {
  const folder = await temporaryFolder(t)
  await (await startPushService({ folder })).close()
  const { terminal, shown } = openScreen({ DISPLAY: ':0' })
  assert.equal(await runBrowser(['firefox', '--folder', folder], terminal), 1)
  assert.match(shown().err, /is not running; start Belfry with: npm start -- --local-push/)
})

function isRoot(): boolean {
  return process.getuid?.() === 0
}
