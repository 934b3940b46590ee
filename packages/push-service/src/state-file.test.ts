import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { readStateFile, stateFileIn, writeStateFile } from './state-file.ts'

const addresses = {
  pushUrl: 'https://127.0.0.1:1',
  autopushUrl: 'wss://127.0.0.1:2',
  controlUrl: 'http://127.0.0.1:3',
  caFile: '/tmp/ca.pem',
  chromium: { mcsUrl: 'https://127.0.0.1:4' },
}

test('a written file is read; a file with any other content counts as missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'push-service-state-'))
  try {
    assert.equal(await readStateFile(folder), undefined)
    await writeStateFile(folder, addresses as never)
    assert.deepEqual(await readStateFile(folder), addresses)
    const spoilt = fc
      .tuple(fc.constantFrom(...Object.keys(addresses)), fc.jsonValue())
      .map(([name, value]) => JSON.stringify({ ...addresses, [name]: value }))
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoilt, fc.json(), fc.uint8Array()), async (content) => {
        await writeFile(stateFileIn(folder), content)
        const read = await readStateFile(folder)
        assert.ok(read === undefined || URL.canParse(read.chromium.mcsUrl))
      }),
      { numRuns: 300, examples: [[JSON.stringify({ ...addresses, chromium: null })]] },
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})
