import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, test } from 'node:test'
import { Programs } from './compare.ts'

const programs = new Programs()
after(() => programs[Symbol.dispose]())

const pairs = { ifma: 4096, avx2: 2048, portable: 512 }

for (const [backend, count] of Object.entries(pairs)) {
  test(`${backend}: ${count} pairs, edges and points off the curve among them, are as OpenSSL's`, (t) => {
    const comparison = programs.compareWithOpenssl(backend, count, randomInt(2 ** 40))
    if ('missing' in comparison) return t.skip(comparison.missing)
    assert.ok(comparison.ok, comparison.output)
  })
}

for (const backend of Object.keys(pairs)) {
  test(`${backend}: a wrong table is found, all results are right, and OpenSSL does the rest`, (t) => {
    const comparison = programs.run('faults', [backend])
    if ('missing' in comparison) return t.skip(comparison.missing)
    assert.ok(comparison.ok, comparison.output)
  })
}
