import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { compiledBinding } from '../test/compiled-binding.ts'
import { makeBatch, makeSubscribers } from '../test/subscribers.ts'
import { status } from './binding.ts'
import type { Addon } from './binding.ts'
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

/** Both names: which is this system's, the loader knows. */
const prebuildFolders = ['glibc', 'musl'].map(
  (libc) =>
    `prebuilds/${process.platform}-${process.arch}${process.platform === 'linux' ? `-${libc}` : ''}`,
)

test('without a binary it says so', () => {
  const loaded = loadBinding(root)
  assert.deepEqual(loaded, {
    ok: false,
    reason: 'no binary for this system was built or installed',
  })
})

test('a file that is no library is a reason, not an exception', async () => {
  await place('build/Release', 'nonsense')
  const loaded = loadBinding(root)
  assert.equal(loaded.ok, false)
  assert.match(loaded.ok ? '' : loaded.reason, /web_push_native\.node: /)
})

test('what was compiled here is found', { skip }, async () => {
  await place('build/Release')
  const loaded = loadBinding(root)
  assert.ok(loaded.ok)
})

test(
  'a prebuild for this system is taken when what was compiled here is broken',
  { skip },
  async () => {
    await place('build/Release', 'nonsense')
    for (const folder of prebuildFolders) await place(folder)
    const loaded = loadBinding(root)
    assert.ok(loaded.ok)
    assert.match(loaded.file, /prebuilds/)
  },
)

const harmless: Addon = {
  interfaceVersion: 2,
  encryptBatch: () => Promise.resolve(),
  encryptBatchSync() {},
  encryptKnown() {},
}

test('the self-test finds an addon that does nothing', () => {
  assert.match(selfTest(harmless) ?? '', /does not reproduce the message of RFC 8291/)
})

test('the self-test finds an addon that gets one bit wrong', { skip }, () => {
  const addon = { ...harmless, ...compiledAddon() }
  assert.equal(selfTest(addon), undefined)
  const flip = (bodies: Uint8Array) => (bodies[100] = (bodies[100] ?? 0) ^ 1)
  const wrongKnown: Addon = {
    ...addon,
    encryptKnown(...args) {
      addon.encryptKnown(...args)
      flip(args[3])
    },
  }
  assert.match(selfTest(wrongKnown) ?? '', /RFC 8291/)
  const wrongTag: Addon = {
    ...addon,
    encryptBatchSync(...args) {
      addon.encryptBatchSync(...args)
      if (args[4][0] === 0) flip(args[3])
    },
  }
  assert.throws(() => selfTest(wrongTag), /authenticate/)
  const careless: Addon = {
    ...addon,
    encryptBatchSync(...args) {
      addon.encryptBatchSync(...args)
      args[4].fill(0)
    },
  }
  assert.match(selfTest(careless) ?? '', /not on the curve/)
})

test('a scalar that makes no key fails, and leaves no body', { skip }, () => {
  const [subscriber] = makeSubscribers(1)
  const batch = makeBatch([subscriber as never], [Buffer.from('hello')])
  const { keys, table, payloads, bodies, statuses } = batch
  const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'
  for (const scalar of ['00'.repeat(32), order]) {
    bodies.fill(7)
    compiledAddon().encryptKnown(
      keys,
      table,
      payloads,
      bodies,
      statuses,
      Buffer.alloc(16),
      Buffer.from(scalar, 'hex'),
    )
    assert.equal(statuses[0], status.failed)
    assert.ok(bodies.every((byte) => byte === 0))
  }
})

function compiledAddon(): Addon {
  return createRequire(import.meta.url)((compiled as { file: string }).file) as Addon
}
