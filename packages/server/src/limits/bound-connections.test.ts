import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { test } from 'node:test'
import { until } from '#test/time/until'
import type { TrustedProxies } from './client-address.ts'
import { boundConnections } from './bound-connections.ts'

async function serve(proxies: TrustedProxies | undefined) {
  const server = createServer((_request, response) => response.end('ok'))
  boundConnections(server, { each: 5, ...(proxies && { proxies }) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const sockets: Socket[] = []
  return {
    /** A connection, and whether the server has kept it: it answers. */
    async open(localAddress: string): Promise<{ socket: Socket; isKept: boolean }> {
      const socket = connect({ port, host: '127.0.0.1', localAddress })
      sockets.push(socket)
      const closed = once(socket, 'close').then(() => false)
      socket.on('error', () => undefined)
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
      return { socket, isKept: await Promise.race([once(socket, 'data').then(() => true), closed]) }
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

test('one address holds so many connections, and another is let in', async (t) => {
  await using server = await serve({ networks: [] })
  const first = await server.open('127.0.0.1')
  for (let n = 1; n < 5; n += 1) assert.ok((await server.open('127.0.0.1')).isKept)
  assert.ok(!(await server.open('127.0.0.1')).isKept)
  assert.ok((await server.open('127.0.0.2')).isKept)
  first.socket.end()
  await until(async () => (await server.open('127.0.0.1')).isKept, t.signal)
})

test('a proxy holds the connections of all visitors', async () => {
  for (const proxies of [undefined, { hops: 1 }, { networks: ['127.0.0.0/8'] }]) {
    await using server = await serve(proxies)
    for (let n = 0; n < 8; n += 1) assert.ok((await server.open('127.0.0.1')).isKept)
  }
})
