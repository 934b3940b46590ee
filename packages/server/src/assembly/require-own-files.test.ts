import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requireOwnFiles } from './require-own-files.ts'

test('files beside the code are accepted', () => {
  requireOwnFiles()
})

test('files that a bundler did not copy are reported, with how to exclude Belfry from the bundle', () => {
  const gone = () => [new URL('./nowhere/0001-init.sql', import.meta.url)]
  const noAddress = () => [new URL('./0001-init.sql', undefined)]
  for (const files of [gone, noAddress]) {
    assert.throws(() => requireOwnFiles(files), {
      code: 'config-invalid',
      message: /^bundler: .*serverExternalPackages/,
    })
  }
})
