import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { enterEngines } from './engine-presence.ts'

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'belfry-presence-'))
  return {
    file: join(path, 'belfry.db'),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  }
}

const nothing = () => Promise.resolve()

test('only the first is alone, and the first after all have left', async () => {
  await using place = await folder()
  let freed = 0
  const free = () => {
    freed += 1
    return Promise.resolve()
  }
  const first = await enterEngines(place.file, free)
  const second = await enterEngines(place.file, free)
  assert.deepEqual([first.cameFirst, second.cameFirst, freed], [true, false, 1])
  first.leave()
  const third = await enterEngines(place.file, free)
  assert.equal(third.cameFirst, false)
  second.leave()
  third.leave()
  const fourth = await enterEngines(place.file, free)
  assert.deepEqual([fourth.cameFirst, freed], [true, 2])
  fourth.leave()
})

test('the presence of a process ends when it is killed, and not before', async () => {
  await using place = await folder()
  const url = new URL('engine-presence.ts', import.meta.url).href
  const program = `
    const { enterEngines } = await import(${JSON.stringify(url)})
    await enterEngines(process.argv[1], async () => {})
    process.stdout.write('in')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, [...process.execArgv, '--input-type=module', '-e', program, place.file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  })
  await once(child.stdout, 'data')
  const beside = await enterEngines(place.file, nothing)
  assert.equal(beside.cameFirst, false)
  beside.leave()
  child.kill('SIGKILL')
  await once(child, 'exit')
  const after = await enterEngines(place.file, nothing)
  assert.equal(after.cameFirst, true)
  after.leave()
})
