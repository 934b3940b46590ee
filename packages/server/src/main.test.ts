import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment } from '#test/belfry/clean-environment'
import { openSecrets } from './config/secrets.ts'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-main-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function start(...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=@belfry/source', MAIN, ...args], {
    env: { ...cleanEnvironment(), BELFRY_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (output.out += chunk))
  child.stderr.on('data', (chunk) => (output.err += chunk))
  const exited = once(child, 'close').then(([code]) => code as number | null)
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output.out)
      if (found && output.out.includes('Ctrl-C')) resolve(found[0])
    })
    void exited.then((code) => reject(new Error(`ended with ${code}: ${output.err}`)))
  })
  url.catch(() => undefined)
  return { child, output, exited, url }
}

test('SIGINT ends an idle server with 0 at once', async () => {
  const { child, exited, url, output } = start('serve', '--port', '0', '--data', folder)
  assert.equal((await fetch(`${await url}/healthz`)).status, 200)
  child.kill('SIGINT')
  assert.equal(await exited, 0, output.err)
})

test('SIGTERM ends the server with 0 within 10 seconds, even with an open request', async () => {
  const { child, exited, url, output } = start('serve', '--port', '0', '--data', folder)
  const { port } = new URL(await url)
  const slow = createConnection(Number(port), '127.0.0.1')
  slow.on('error', () => undefined)
  const headers = [
    'Host: x',
    `Origin: http://localhost:${port}`,
    'Content-Type: application/json',
    'Content-Length: 10',
  ]
  slow.write(`PUT /b/default/subscription HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n{`)
  assert.equal((await fetch(`${await url}/healthz`)).status, 200)
  const before = performance.now()
  child.kill('SIGTERM')
  assert.equal(await exited, 0, output.err)
  assert.ok(performance.now() - before < 9000)
  slow.destroy()
})

test('a bad setting is one line and the exit code 1', async () => {
  const { exited, output } = start('serve', '--port', 'none', '--data', folder)
  assert.equal(await exited, 1)
  assert.equal(output.err, 'belfry: --port: must be a number from 0 to 65535, not "none"\n')
  assert.equal(output.out, '')
})

test('a secret that is printed can be piped', async () => {
  openSecrets(folder)
  const { exited, output } = start('show', 'api-key', '--data', folder)
  assert.equal(await exited, 0)
  assert.match(output.out, /^belfry_[A-Za-z0-9_-]{43}\n$/)
})

test('a reader that has seen enough ends it quietly', async () => {
  const belfry = `"${process.execPath}" --conditions=@belfry/source "${MAIN}"`
  const script = `${belfry} serve --help | true`
  const child = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe'] })
  let err = ''
  child.stderr.on('data', (chunk) => (err += chunk))
  const [code] = (await once(child, 'close')) as [number]
  assert.equal(code, 0)
  assert.equal(err, '')
})
