// Two thousand connections that say half a sentence: the server answers others meanwhile, and hangs up on these.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startServe } from '../support/belfry/serve-process.ts'
import { until } from '../support/time/until.ts'

const HALF = 'PUT /b/default/subscription HTTP/1.1\r\nHost: example.com\r\nX-Slow: '

test('belfry serve outlives two thousand slow connections of one address', { timeout: 90_000 }, async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'belfry-'))
  t.after(() => rmSync(data, { recursive: true }))
  const env = { BELFRY_DATA: data, BELFRY_URL: 'https://example.com', BELFRY_TRUSTED_PROXIES: '0' }
  await using server = await startServe(env)
  const { port } = new URL(server.url)
  const open = new Set<Socket>()
  t.after(() => open.forEach((socket) => socket.destroy()))
  for (let n = 0; n < 2000; n += 1) {
    const socket = connect({ host: '127.0.0.1', port: Number(port) })
    open.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => open.delete(socket))
    socket.resume().write(HALF)
  }
  await until(() => open.size <= 200, t.signal)
  const began = performance.now()
  assert.equal(await health(Number(port), '127.0.0.2'), 200)
  assert.ok(performance.now() - began < 5000)
  await until(() => open.size === 0, t.signal)
  assert.equal(await health(Number(port), '127.0.0.1'), 200)
})

async function health(port: number, localAddress: string): Promise<number | undefined> {
  const asked = request({ host: '127.0.0.1', port, localAddress, path: '/healthz', agent: false }).end()
  const [answer] = await once(asked, 'response')
  answer.resume()
  return answer.statusCode
}
