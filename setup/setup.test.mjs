import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { bundlesToBuild } from './bundles.mjs'
import { withLock } from './lock.mjs'
import { packagesAreInstalled } from './packages.mjs'

const repository = fileURLToPath(new URL('..', import.meta.url))

let root
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'belfry-setup-'))
})
after(() => rm(root, { recursive: true }))

async function put(file, text) {
  await mkdir(dirname(join(root, file)), { recursive: true })
  await writeFile(join(root, file), text)
}

describe('installed packages', () => {
  const lock = (packages) => JSON.stringify({ packages })
  const bell = { 'node_modules/bell': { version: '1.0.0' } }

  it('are there when npm’s own record has every version of the lock file', async () => {
    await put('package-lock.json', lock({ '': {}, ...bell }))
    assert.equal(packagesAreInstalled(root), false)
    await put('node_modules/.package-lock.json', lock(bell))
    assert.equal(packagesAreInstalled(root), true)
  })

  it('are outdated after a version or a workspace changed, not for another system’s binary', async () => {
    await put('node_modules/.package-lock.json', lock(bell))
    const other = { 'node_modules/bell-win32': { version: '1.0.0', optional: true } }
    await put('package-lock.json', lock({ ...bell, ...other }))
    assert.equal(packagesAreInstalled(root), true)
    await put('package-lock.json', lock({ 'node_modules/bell': { version: '1.0.1' } }))
    assert.equal(packagesAreInstalled(root), false)
    const workspace = { 'node_modules/tower': { resolved: 'packages/tower', link: true } }
    await put('package-lock.json', lock({ ...bell, ...workspace }))
    assert.equal(packagesAreInstalled(root), false)
  })

  it('are not there after an install that was cut short', async () => {
    await put('package-lock.json', lock(bell))
    await put('node_modules/.package-lock.json', lock(bell).slice(0, 20))
    assert.equal(packagesAreInstalled(root), false)
  })
})

describe('bundles', () => {
  it('are built when missing or older than a source, and not for a test', async () => {
    const folder = join(root, 'packages/tower')
    await put('packages/tower/build.mjs', '')
    await put('packages/tower/package.json', '{}')
    await put('packages/tower/src/bell.ts', '')
    assert.deepEqual(bundlesToBuild(root), [folder])
    await put('packages/tower/dist/bell.js', '')
    const soon = new Date(Date.now() + 60_000)
    await utimes(join(folder, 'dist/bell.js'), soon, soon)
    assert.deepEqual(bundlesToBuild(root), [])
    const later = new Date(Date.now() + 120_000)
    await put('packages/tower/src/bell.test.ts', '')
    await utimes(join(folder, 'src/bell.test.ts'), later, later)
    assert.deepEqual(bundlesToBuild(root), [])
    await utimes(join(folder, 'src/bell.ts'), later, later)
    assert.deepEqual(bundlesToBuild(root), [folder])
  })
})

describe('the lock', () => {
  it('lets one in at a time', async () => {
    const folder = join(root, 'lock')
    let inside = 0
    const work = async () => {
      inside += 1
      assert.equal(inside, 1)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
    }
    await Promise.all([withLock(folder, work), withLock(folder, work)])
    assert.equal(existsSync(folder), false)
  })

  it('is taken over from a process that died', async () => {
    const { pid } = spawnSync(process.execPath, ['--version'])
    await put('dead/pid', String(pid))
    assert.equal(await withLock(join(root, 'dead'), () => 'in'), 'in')
  })
})

describe('running an entry', () => {
  const entry = 'build/setup-test-entry.ts'
  before(async () => {
    await mkdir(join(repository, 'build'), { recursive: true })
    const source = `
      let signals = 0
      process.on('SIGINT', () => { signals += 1; setTimeout(() => process.exit(signals + 6), 200) })
      console.log('args ' + process.argv.slice(2).join(' ') + ' ' + process.env.NODE_OPTIONS)
      if (process.argv[2] === 'wait') setInterval(() => {}, 1000)`
    await writeFile(join(repository, entry), source)
  })
  after(() => rm(join(repository, entry)))

  it('passes arguments, the source condition and the exit code on', () => {
    const ran = spawnSync(process.execPath, ['setup/run.mjs', entry, 'a', 'b'], {
      cwd: repository,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    assert.equal(ran.stderr, '')
    assert.equal(ran.stdout, 'args a b --conditions=@belfry/source\n')
    assert.equal(ran.status, 0)
  })

  it('passes a signal on once, however often it comes, and waits for the child', async () => {
    const child = spawn(process.execPath, ['setup/run.mjs', entry, 'wait'], {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill('SIGINT')
    child.kill('SIGINT')
    assert.equal(await new Promise((resolve) => child.once('exit', resolve)), 7)
  })

  it('reports a missing entry in one line', () => {
    const ran = spawnSync(process.execPath, ['setup/run.mjs', 'no/such.ts'], {
      cwd: repository,
      encoding: 'utf8',
    })
    assert.equal(ran.stderr, 'There is no no/such.ts in this version of Belfry.\n')
    assert.equal(ran.status, 1)
  })
})
