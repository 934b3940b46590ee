import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { findExecutable, installSystemPackages } from './system-packages.ts'

const bell = { apt: 'bell-esr', dnf: 'bell', brew: 'bell-cask' }

describe('system packages', () => {
  const environment = { ...process.env }
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'belfry-path-'))
    process.env['PATH'] = folder
    process.env['BELFRY_INSTALL'] = 'never'
  })
  after(async () => {
    process.env = environment
    await rm(folder, { recursive: true })
  })

  it('are found in PATH when they can be executed, in the order of preference', async () => {
    await writeFile(join(folder, 'bell'), '')
    assert.equal(findExecutable(['bell-esr', 'bell']), undefined)
    await chmod(join(folder, 'bell'), 0o755)
    assert.equal(findExecutable(['bell-esr', 'bell']), join(folder, 'bell'))
    assert.equal(findExecutable([process.execPath, 'bell']), process.execPath)
  })

  it('are asked for in the words of the reader’s system when they may not be installed', async () => {
    const ask = () => installSystemPackages([bell])
    assert.deepEqual(await ask(), { ok: false, install: 'brew install bell-cask' })
    for (const [manager, name] of [
      ['dnf', 'bell'],
      ['apt-get', 'bell-esr'],
    ] as const) {
      await writeFile(join(folder, manager), '', { mode: 0o755 })
      assert.deepEqual(await ask(), { ok: false, install: `sudo ${manager} install ${name}` })
    }
  })
})
