import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { BrowserMissingError, findBrowser } from './find-browser.ts'

test('a browser is found on the path, and a missing one is named with the command that installs it', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-find-browser-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  assert.throws(
    () => findBrowser('firefox', folder),
    (error) => {
      assert.ok(error instanceof BrowserMissingError)
      assert.match(error.message, /firefox is not installed.*apt-get install firefox-esr/)
      return true
    },
  )
  await writeFile(join(folder, 'firefox'), '', { mode: 0o644 })
  assert.throws(() => findBrowser('firefox', folder), BrowserMissingError)
  await writeFile(join(folder, 'firefox-esr'), '', { mode: 0o755 })
  assert.equal(findBrowser('firefox', `/nonexistent:${folder}`), join(folder, 'firefox-esr'))
})
