import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { openRoad } from './road.ts'

test('a road holds bytes back while it is blocked, and lets each through once', async () => {
  const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  {
    await using road = await openRoad(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const socket = connect(Number(new URL(road.url).port), '127.0.0.1')
    let heard = ''
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text))
    const hears = async (text: string) => {
      while (heard.length < text.length) await once(socket, 'data')
      assert.equal(heard, text)
    }
    socket.write('a')
    await hears('a')
    road.mend() // nothing was broken
    road.block()
    socket.write('b')
    await delay(50)
    assert.equal(heard, 'a')
    road.mend()
    road.mend()
    await hears('ab')
    socket.write('c')
    await hears('abc')
    road.block()
    road.replace()
    socket.write('d')
    await delay(50)
    assert.equal(heard, 'abc')
    road.cut()
    await once(socket, 'close')
  }
  server.close()
})
