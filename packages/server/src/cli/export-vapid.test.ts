import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { generateVapidKeys, readVapidKeys, VAPID_KEY_FORMATS, vapidKeyId } from '@belfry/web-push'
import { createBelfry } from '../index.ts'
import { run } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'belfry-export-'))
after(() => rmSync(folder, { recursive: true }))

async function cli(args: string[], env: NodeJS.ProcessEnv = {}) {
  const written = { out: '', err: '' }
  const code = await run(args, {
    env,
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
  })
  return { code, ...written }
}

/** Starts once with the pair, as an operator brings it, and stops. */
async function brought(name: string, vapidPrivateKey: string | object): Promise<string> {
  const data = join(folder, name)
  await using _ = await createBelfry({
    data,
    url: 'https://example.com',
    log: 'silent',
    work: false,
    secrets: { vapidPrivateKey },
  })
  return data
}

describe('belfry vapid export', () => {
  const pair = generateVapidKeys()

  test('gives back what was brought, in each format, and as the active pair after a start with it', async () => {
    const data = await brought('each', pair)
    for (const format of VAPID_KEY_FORMATS) {
      const { code, out, err } = await cli(['vapid', 'export', '--data', data, '--format', format])
      assert.deepEqual([code, err], [0, ''])
      assert.deepEqual(readVapidKeys(out), pair, format)
      const again = await brought(`again-${format}`, out)
      const shown = await cli(['show', 'public-key', '--data', again])
      assert.equal(shown.out, `${pair.publicKey}\n`, format)
    }
  })

  test('a pair that was rotated away is exported by its id', async () => {
    const data = await brought('rotated', pair)
    const next = generateVapidKeys()
    await brought('rotated', next.privateKey)
    const byDefault = await cli(['vapid', 'export', '--data', data])
    assert.deepEqual(readVapidKeys(byDefault.out), next)
    const older = await cli(['vapid', 'export', '--data', data, '--', vapidKeyId(pair.publicKey)])
    assert.deepEqual(readVapidKeys(older.out), pair)
  })

  test('into a file that only its owner can read, and over none that is there', async () => {
    const data = await brought('file', pair)
    const file = join(folder, 'private_key.pem')
    const args = ['vapid', 'export', '--data', data, '--format', 'pem', '--out', file]
    const first = await cli(args)
    assert.deepEqual([first.code, first.out], [0, ''])
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.equal(createPrivateKey(readFileSync(file)).asymmetricKeyType, 'ec')
    writeFileSync(file, 'mine')
    const second = await cli(args)
    assert.deepEqual([second.code, second.out], [1, ''])
    assert.match(second.err, /^belfry: --out: .*private_key\.pem is there already, and is left as it is\n$/)
    assert.equal(readFileSync(file, 'utf8'), 'mine')
  })

  test('says in one line what it cannot give, and makes nothing', async () => {
    const data = await brought('refused', pair)
    const refused = async (...args: string[]) => {
      const { code, out, err } = await cli(['vapid', 'export', ...args])
      assert.deepEqual([code, out], [1, ''])
      assert.ok(!err.includes(pair.privateKey))
      return err
    }
    const none = join(folder, 'none')
    assert.match(await refused('--data', none), /^belfry: --data: there is no store at [^\n]*\n$/)
    assert.equal(existsSync(none), false)
    assert.match(
      await refused('unknown', '--data', data),
      /the site default has no VAPID pair "unknown" \(it has \S{16}\)/,
    )
    assert.match(await refused('--data', data, '--site', 'shop'), /the site shop has no VAPID pair that is active/)
    assert.match(await refused('--data', data, '--format', 'der'), /argument 'der' is invalid/)
    const wrong = await cli(['vapid', 'export', '--data', data], { BELFRY_SECRET: 's'.repeat(40) })
    assert.match(wrong.err, /is encrypted under the master key \S+, which is not here/)
  })
})
