import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { frame, StanzaReader, tags } from './mcs-stanzas.ts'
import { bytesField, integerField } from './protobuf.ts'

const stream = Buffer.concat([
  Buffer.of(41),
  frame(tags.loginRequest, bytesField(1, 'x'.repeat(500))),
  frame(tags.heartbeatPing),
  frame(tags.iqStanza, integerField(10, 7)),
])

test('stanzas come out the same however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
      const reader = new StanzaReader()
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length]
      const seen = places.slice(1).flatMap((end, index) => {
        const stanzas = reader.push(stream.subarray(places[index], end))
        assert.ok(stanzas)
        return stanzas.map(({ tag, body }) => [tag, body.length])
      })
      assert.deepEqual(seen, [
        [tags.loginRequest, 503],
        [tags.heartbeatPing, 0],
        [tags.iqStanza, 2],
      ])
    }),
  )
})

test('any other bytes are read or refused, and never throw', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (pieces) => {
      const reader = new StanzaReader()
      reader.push(Buffer.of(41))
      for (const piece of pieces) if (!reader.push(Buffer.from(piece))) return
    }),
    { numRuns: 500 },
  )
})
