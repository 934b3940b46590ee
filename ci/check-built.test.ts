import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const script = join(import.meta.dirname, 'check-built.mjs')

test('a package is packed when all that it names is built, and else one line says what is missing', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-check-built-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const check = () => spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' })
  const manifest = {
    name: 'bells',
    bin: { bells: './dist/main.js' },
    exports: { '.': { source: './src/index.ts', require: { types: './dist/commonjs/index.d.ts' } } },
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  mkdirSync(join(folder, 'dist/commonjs'), { recursive: true })
  writeFileSync(join(folder, 'dist/main.js'), '')

  const without = check()
  assert.notEqual(without.status, 0)
  assert.match(
    without.stderr,
    /^bells is not built \(\.\/dist\/commonjs\/index\.d\.ts is missing\): npm run build.*\n$/,
  )

  writeFileSync(join(folder, 'dist/commonjs/index.d.ts'), '')
  const { status, stderr } = check()
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
})
