import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ClientStream } from './client-stream.ts'
import { StreamTable } from './stream-table.ts'

function streamOf(id: number): ClientStream {
  return Object.assign(new ClientStream(), { id })
}

test('whatever is begun and ended in whatever order, it holds what a Map would', () => {
  // Few ids, so that some are ended; and far ones in the same places, as beside streams that hang.
  const id = fc
    .oneof(
      fc.nat(40),
      fc.nat(40).map((near) => near + 128),
      fc.nat(4000),
    )
    .map((n) => 2 * n + 1)
  const steps = fc.array(fc.record({ id, begins: fc.boolean() }), { maxLength: 400 })
  fc.assert(
    fc.property(steps, (all) => {
      const table = new StreamTable<ClientStream>()
      const map = new Map<number, ClientStream>()
      for (const { id, begins } of all) {
        if (begins && !map.has(id)) {
          const stream = streamOf(id)
          table.add(stream)
          map.set(id, stream)
        } else {
          table.delete(id)
          map.delete(id)
        }
        assert.equal(table.get(id), map.get(id))
      }
      assert.deepEqual(
        table.all(),
        [...map.values()].toSorted((a, b) => a.id - b.id),
      )
      for (const [id, stream] of map) assert.equal(table.get(id), stream)
    }),
  )
})

test('ten thousand streams at once, ended from the oldest on', () => {
  const table = new StreamTable<ClientStream>()
  for (let id = 1; id < 20_000; id += 2) table.add(streamOf(id))
  assert.equal(table.all().length, 10_000)
  for (let id = 1; id < 20_000; id += 2) {
    assert.equal(table.get(id)?.id, id)
    table.delete(id)
    assert.equal(table.get(id), undefined)
  }
  assert.deepEqual(table.all(), [])
})
