import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { ConfigError } from './config-error.ts'
import { openDataFolder } from './data-folder.ts'

const place = mkdtempSync(join(tmpdir(), 'belfry-folder-'))
after(() => rmSync(place, { recursive: true }))

describe('the data folder', () => {
  test('is made with all above it, private to its owner, and its full path is the answer', () => {
    const folder = join(place, 'a', 'b', 'c')
    assert.equal(openDataFolder(relative(process.cwd(), folder)), folder)
    assert.equal(statSync(folder).mode & 0o777, 0o700)
    assert.equal(openDataFolder(folder), folder)
  })

  test('that cannot be made is one problem of the setting data', () => {
    const file = join(place, 'file')
    writeFileSync(file, '')
    for (const folder of [file, join(file, 'below')]) {
      assert.throws(
        () => openDataFolder(folder),
        (error: ConfigError) => {
          assert.ok(error instanceof ConfigError)
          assert.equal(error.problems[0]?.setting, 'data')
          assert.match(
            error.problems[0].message,
            /^cannot write to the folder [^\n]* \((ENOTDIR|EACCES)\)|\/file is a file: name a folder$/,
          )
          return true
        },
      )
    }
  })

  // In a process of its own: a call that never returns could not be timed out from within.
  test('below /proc fails, and does not hang', { skip: process.platform !== 'linux' }, async () => {
    const program = `import { openDataFolder } from ${JSON.stringify(new URL('./data-folder.ts', import.meta.url).href)}
      try { openDataFolder('/proc/belfry/data') } catch (error) { console.log(error.message) }`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      timeout: 20_000,
    })
    assert.match(stdout, /cannot write to the folder \/proc\/belfry\/data/)
  })
})
