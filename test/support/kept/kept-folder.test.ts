import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { keptFolder } from './kept-folder.ts'

describe('a kept folder', () => {
  let shelf: string
  before(async () => {
    shelf = await mkdtemp(join(tmpdir(), 'belfry-kept-'))
  })
  after(() => rm(shelf, { recursive: true }))

  const make = (text: string) => (folder: string) => writeFile(join(folder, 'bell'), text)
  const bell = (folder: string) => readFile(join(folder, 'bell'), 'utf8')

  it('is made once for each name', async () => {
    assert.equal(await bell(await keptFolder('one', make('ding'), shelf)), 'ding')
    assert.equal(await bell(await keptFolder('one', make('dong'), shelf)), 'ding')
    assert.equal(await bell(await keptFolder('two', make('dong'), shelf)), 'dong')
  })

  it('is whole and the same one for two who make it at once', async () => {
    const kept = await Promise.all([keptFolder('both', make('ding'), shelf), keptFolder('both', make('dong'), shelf)])
    assert.equal(kept[0], kept[1])
    assert.match(await bell(kept[0]), /^d[io]ng$/)
  })

  it('is made by the next one when the making failed, which leaves nothing', async () => {
    const before = await readdir(shelf)
    await assert.rejects(
      keptFolder('third', () => Promise.reject(new Error('no bronze')), shelf),
      /no bronze/,
    )
    assert.deepEqual(await readdir(shelf), before)
    assert.equal(await bell(await keptFolder('third', make('ding'), shelf)), 'ding')
  })
})
