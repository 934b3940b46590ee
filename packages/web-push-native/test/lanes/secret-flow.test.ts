import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findSecretFlow } from './secret-flow.ts'

for (const backend of ['ifma', 'avx2'] as const) {
  test(`${backend}: the machine code has no path from a scalar to a branch or an address`, (t) => {
    if (process.arch !== 'x64') return t.skip(`no such processor: this is ${process.arch}`)
    const look = findSecretFlow(backend)
    if ('missing' in look) return t.skip(look.missing)
    assert.ok(look.functions.includes('multiply_point') && look.functions.includes('multiply_base'))
    assert.deepEqual(look.found, [])
  })
}
