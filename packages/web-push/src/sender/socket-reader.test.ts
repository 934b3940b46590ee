import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { test } from 'node:test'
import { connect } from 'node:tls'
import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { startTlsServer } from '#test/network/tls-server'
import { SocketReader } from './socket-reader.ts'

async function openPair() {
  const accepted = Promise.withResolvers<TLSSocket>()
  const server = await startTlsServer((socket) => accepted.resolve(socket))
  const reader = new SocketReader()
  const options: ConnectionOptions = {
    ...reader.options,
    port: server.port,
    ca: server.ca,
    ALPNProtocols: ['h2'],
  }
  const socket = connect(options)
  reader.attach(socket)
  await once(socket, 'secureConnect')
  return { server, peer: await accepted.promise, socket, reader }
}

test('bytes from before there was a reader come first, and all in order', async () => {
  const { server, peer, socket, reader } = await openPair()
  const parts = [randomBytes(300), randomBytes(300), randomBytes(100_000), randomBytes(5)]
  const readable = once(socket, 'readable')
  peer.write(parts[0] as Buffer)
  await readable
  const pieces: Buffer[] = []
  const memory = new Set<ArrayBufferLike>()
  reader.start((bytes) => {
    pieces.push(Buffer.from(bytes))
    memory.add(bytes.buffer)
  })
  for (const part of parts.slice(1)) {
    peer.write(part)
  }
  peer.end()
  await once(socket, 'end')
  assert.deepEqual(Buffer.concat(pieces), Buffer.concat(parts))
  assert.ok(pieces.length > 20)
  assert.ok(memory.size <= 3, 'memory is used again')
  socket.destroy()
  await server[Symbol.asyncDispose]()
})

test('without a reader it is an ordinary stream, which buffers', async () => {
  const { server, peer, socket } = await openPair()
  const sent = randomBytes(1_000_000)
  peer.end(sent)
  await once(socket, 'readable')
  assert.ok(socket.readableLength < 200_000)
  const pieces: Buffer[] = []
  for await (const piece of socket) {
    pieces.push(piece as Buffer)
  }
  assert.deepEqual(Buffer.concat(pieces), sent)
  await server[Symbol.asyncDispose]()
})
