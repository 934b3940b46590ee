import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { compiledBinding } from '../test/compiled-binding.ts'
import type { Addon } from './binding.ts'
import { chooseBackend } from './choose-backend.ts'
import { loadBinding } from './load-binding.ts'
import { selfTest } from './self-test.ts'

const compiled = compiledBinding()
const skip = compiled.ok ? false : compiled.reason
let folder: string
let root: URL

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'belfry-native-'))
  root = pathToFileURL(`${folder}/`)
})
afterEach(() => rm(folder, { recursive: true }))

async function place(directory: string, content?: string): Promise<void> {
  const file = join(folder, directory, 'web_push_native.node')
  await mkdir(join(folder, directory), { recursive: true })
  if (content === undefined) await cp((compiled as { file: string }).file, file)
  else await writeFile(file, content)
}

/** Both names: the loader knows which is this system's. */
const prebuildFolders = ['glibc', 'musl'].map(
  (libc) => `prebuilds/${process.platform}-${process.arch}${process.platform === 'linux' ? `-${libc}` : ''}`,
)

test('without a binary it says so, and whether there is one for other systems', async () => {
  const reason = 'no binary for this system was built or installed'
  assert.deepEqual(loadBinding({ root }), { ok: false, reason, isUnbuilt: true })
  await mkdir(join(folder, 'prebuilds/plan9-z80'), { recursive: true })
  assert.deepEqual(loadBinding({ root }), { ok: false, reason, isUnbuilt: false })
})

test(
  'where there is no OpenSSL of Node, no binary is touched: what it lacks could end the process',
  { skip },
  async () => {
    await place('build/Release')
    for (const [versions, runtime] of [
      [{ ...process.versions, bun: '1.4.5' }, /this is Bun 1\.4\.5/],
      [{ ...process.versions, deno: '2.9.6' }, /this is Deno 2\.9\.6/],
      [{ ...process.versions, electron: '43.0.0' }, /this is Electron 43\.0\.0/],
      [{ ...process.versions, openssl: '1.1.1w' }, /needs OpenSSL 3, and this Node has 1\.1\.1w/],
      [{ node: '24.0.0' }, /has none/],
    ] as const) {
      const loaded = loadBinding({ root, versions: versions as NodeJS.ProcessVersions })
      assert.match(loaded.ok ? '' : loaded.reason, runtime)
    }
  },
)

test('a file that is no library is a reason, not an exception', async () => {
  await place('build/Release', 'nonsense')
  const loaded = loadBinding({ root })
  assert.equal(loaded.ok, false)
  assert.match(loaded.ok ? '' : loaded.reason, /web_push_native\.node: /)
})

test('a binary compiled here is found', { skip }, async () => {
  await place('build/Release')
  const loaded = loadBinding({ root })
  assert.ok(loaded.ok)
})

test('a prebuild for this system is taken when the binary compiled here is broken', { skip }, async () => {
  await place('build/Release', 'nonsense')
  for (const folder of prebuildFolders) await place(folder)
  const loaded = loadBinding({ root })
  assert.ok(loaded.ok)
  assert.match(loaded.file, /prebuilds/)
})

test('a back end is loaded by name, with the reason where it does not exist', { skip }, async () => {
  await place('build/Release')
  const portable = loadBinding({ root, backend: 'portable' })
  assert.ok(portable.ok && portable.binding.backend === 'portable')
  assert.equal(portable.backendFault, undefined)
  const unknown = loadBinding({ root, backend: 'abacus' })
  assert.ok(unknown.ok && unknown.binding.backend !== 'portable')
  assert.match(unknown.backendFault ?? '', /no back end "abacus" for this processor/)
})

const harmless: Addon = {
  interfaceVersion: 3,
  backends: { openssl: 2, portable: 3 },
  isFaulty: () => false,
  encryptBatch: () => Promise.resolve(),
  encryptBatchSync() {},
  encryptExample() {},
}

test('the self-test finds an addon that does nothing', () => {
  assert.match(selfTest(harmless, 2) ?? '', /does not reproduce the message of RFC 8291/)
})

test('the self-test finds an addon with one wrong bit, with any back end', { skip }, () => {
  for (const backend of Object.values(compiledAddon().backends)) checkSelfTest(backend)
})

function checkSelfTest(backend: number): void {
  const addon = { ...harmless, ...compiledAddon() }
  assert.equal(selfTest(addon, backend), undefined)
  const flip = (bodies: Uint8Array) => (bodies[100] = (bodies[100] ?? 0) ^ 1)
  const wrongExample: Addon = {
    ...addon,
    encryptExample(...args) {
      addon.encryptExample(...args)
      flip(args[3])
    },
  }
  assert.match(selfTest(wrongExample, backend) ?? '', /RFC 8291/)
  const wrongTag: Addon = {
    ...addon,
    encryptBatchSync(...args) {
      addon.encryptBatchSync(...args)
      if (args[4][0] === 0) flip(args[3])
    },
  }
  assert.throws(() => selfTest(wrongTag, backend), /authenticate/)
  const careless: Addon = {
    ...addon,
    encryptBatchSync(...args) {
      addon.encryptBatchSync(...args)
      args[4].fill(0)
    },
  }
  assert.match(selfTest(careless, backend) ?? '', /not on the curve/)
  assert.match(selfTest({ ...addon, isFaulty: () => true }, backend) ?? '', /wrong answer/)
}

test('a back end that fails its self-test gives way to the next, and the reason is reported', { skip }, () => {
  const addon = { ...harmless, ...compiledAddon() }
  const wrong: Addon = {
    ...addon,
    backends: { broken: 0, openssl: 2 },
    encryptExample(...args) {
      addon.encryptExample(...args)
      if (args[5] === 0) args[3].fill(0)
    },
  }
  const { binding, fault } = chooseBackend(wrong, 'auto')
  assert.equal(binding?.backend, 'openssl')
  assert.match(fault, /broken: /)
  const none = chooseBackend({ ...harmless, backends: { openssl: 2 } }, 'auto')
  assert.equal(none.binding, undefined)
  assert.match(none.fault, /openssl: it does not reproduce/)
})

test('no function of the addon takes a private key', { skip }, () => {
  const functions = Object.entries(compiledAddon()).filter(([, value]) => typeof value === 'function')
  assert.deepEqual(functions.map(([name]) => name).toSorted(), [
    'encryptBatch',
    'encryptBatchSync',
    'encryptExample',
    'isFaulty',
  ])
})

function compiledAddon(): Addon {
  return createRequire(import.meta.url)((compiled as { file: string }).file) as Addon
}
