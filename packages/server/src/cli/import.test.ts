import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createECDH, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { generateVapidKeys } from '@belfry/web-push'
import { mountSmallDisk } from '../../../../test/soak/small-disk.ts'
import { cleanEnvironment } from '#test/belfry/clean-environment'
import { run } from './run.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const keys = generateVapidKeys()
const p256dh = createECDH('prime256v1').generateKeys('base64url')

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-import-'))
  file = join(folder, 'subscriptions.ndjson')
})
afterEach(() => rmSync(folder, { recursive: true }))

function line(more: object = {}): string {
  const endpoint = `https://fcm.googleapis.com/fcm/send/${randomBytes(20).toString('base64url')}`
  const auth = randomBytes(16).toString('base64url')
  return `${JSON.stringify({ endpoint, keys: { p256dh, auth }, ...more })}\n`
}

async function belfry(
  args: string[],
  more: {
    input?: AsyncIterable<Buffer>
    isTerminal?: boolean
    env?: object
    stop?: AbortSignal
    said?: (text: string) => void
  } = {},
) {
  const written = { out: '', err: '' }
  const {
    env = { BELFRY_VAPID_PRIVATE_KEY: keys.privateKey },
    stop = new AbortController().signal,
    said,
    ...rest
  } = more
  const terminal = {
    env: { BELFRY_DATA: join(folder, 'data'), ...env },
    out: (text: string) => {
      written.out += text
      said?.(text)
    },
    err: (text: string) => {
      written.err += text
      said?.(text)
    },
    ...rest,
  }
  const code = await run(['import', ...args], terminal, stop)
  return { code, ...written }
}

function stored(): number {
  using db = new DatabaseSync(join(folder, 'data', 'belfry.db'), { readOnly: true })
  return (db.prepare('select count(*) as n from belfry_subscriptions').get() as { n: number }).n
}

describe('belfry import', () => {
  test('loads a file, reports the result, and ends with 0', async () => {
    writeFileSync(file, line() + line({ subscriber: 'ada' }))
    const { code, out, err } = await belfry([file])
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, new RegExp(`made with ${keys.publicKey}\n`))
    assert.match(out, /2 lines, 2 added, 0 there before, 0 refused\.\n$/)
    assert.ok(!out.includes(keys.privateKey))
    assert.equal(stored(), 2)
  })

  test('reads standard input', async () => {
    const input = async function* () {
      yield Buffer.from(line().slice(0, 40))
      yield Buffer.from('…\n' + line())
    }
    const { code, err } = await belfry(['-'], { input: input() })
    assert.equal(code, 2)
    assert.match(err, /^line 1: json-malformed: /)
    assert.equal(stored(), 1)
  })

  test('reads a JSON array from standard input, and tells of its end that is missing', async () => {
    const input = async function* () {
      yield Buffer.from(' \n')
      yield Buffer.from(`[${line()},${line().slice(0, 40)}`)
    }
    const { code, err } = await belfry(['-'], { input: input() })
    assert.equal(code, 2)
    assert.match(err, /^line 2: json-malformed: the array does not end: was the file cut off\?\n/)
    assert.equal(stored(), 1)
  })

  test('names ten bad lines of a code, counts all, and ends with 2', async () => {
    writeFileSync(file, line() + '{\n'.repeat(150) + line({ '\u001b[31m': 1 }))
    const { code, err } = await belfry([file])
    assert.equal(code, 2)
    assert.equal(err.match(/^line \d+: json-malformed: /gm)?.length, 10)
    assert.match(err, /^line 152: field-unknown: /m) // one cause does not hide the next
    assert.match(err, /150 × json-malformed\n1 × field-unknown\n$/)
    assert.ok(!err.includes('\u001b'))
  })

  test('finds nothing in an empty file', async () => {
    writeFileSync(file, '')
    const { code, out } = await belfry([file])
    assert.equal(code, 0)
    assert.match(out, /: 0 lines, 0 added/)
  })

  test('moves a bar on a terminal', async () => {
    writeFileSync(file, line())
    const { out } = await belfry([file], { isTerminal: true })
    assert.ok(out.includes(`\r\u001b[K${'█'.repeat(24)} 100 %`), out)
  })

  test('makes no key: nothing could ever be sent with it', async () => {
    writeFileSync(file, line())
    const { code, out, err } = await belfry([file], { env: {} })
    assert.equal(code, 1)
    assert.match(err, /^belfry: BELFRY_VAPID_PRIVATE_KEY: there is no VAPID key [^\n]*\n$/)
    assert.equal(out, '')
  })

  test("accepts OneSignal's export unchanged, and other columns by --map", async () => {
    const rows = [line({}), line({})].map((text) => JSON.parse(text) as { endpoint: string; keys: { auth: string } })
    const head = 'id,identifier,session_count,language,timezone,created_at,external_user_id,web_auth,web_p256,shoe\n'
    const body = rows.map(({ endpoint, keys: { auth } }, index) =>
      ['x', endpoint, 3, 'de', 3600, '2024-01-02 03:04:05 UTC', index === 0 ? 'ada' : 'NULL', auth, p256dh, 44].join(),
    )
    writeFileSync(file, `${head}${body.join('\n')}\n`)
    const before = await belfry([file])
    assert.match(before.err, /the column "shoe" is not known: say what it is, --map NAME=FIELD/)
    const { code, err } = await belfry([file, '--map', 'shoe=-'])
    assert.equal(err, '')
    assert.equal(code, 0)
    assert.equal(stored(), 2)
    using database = new DatabaseSync(join(folder, 'data', 'belfry.db'))
    const people = database.prepare('select external_id, created_at from belfry_subscribers order by id').all()
    const at = Date.UTC(2024, 0, 2, 3, 4, 5)
    assert.deepEqual(
      people.map((person) => ({ ...person })),
      [
        { external_id: 'ada', created_at: at },
        { external_id: null, created_at: at },
      ],
    )
  })

  test('names every fault of a line', async () => {
    writeFileSync(file, line({ createdAt: 'yesterday', timeZone: 7, colour: 'red' }))
    const { err } = await belfry([file])
    assert.match(
      err,
      /^line 1: input-invalid: 3 things are wrong: .*createdAt.*colour|^line 1: input-invalid: .*colour.*createdAt/,
    )
  })

  const WRONG: [string, string[], RegExp][] = [
    ['a column that goes nowhere', ['--map', 'a=b'], /^belfry: --map: "b" is no field: endpoint, [^\n]*\n$/],
    ['a file that is not there', ['/nowhere/x'], /^belfry: file-unreadable: ENOENT[^\n]*\n$/],
    [
      'a key of somebody else',
      ['--application-server-key', generateVapidKeys().publicKey],
      /^belfry: --application-server-key: is not a key of this site[^\n]*\n$/,
    ],
  ]
  for (const [what, args, expected] of WRONG) {
    test(`refuses ${what} in one line`, async () => {
      writeFileSync(file, line())
      const { code, err } = await belfry(args[0]?.startsWith('--') ? [file, ...args] : args)
      assert.equal(code, 1)
      assert.match(err, expected)
    })
  }

  const FILES: [string, string, RegExp][] = [
    ['what gzip packed', '\u001f\u008b\b\0\0\0', /gunzip -c/],
    ['something else', 'hello\nworld\n', /neither NDJSON/],
    ['a column that it does not know', 'endpoint,p256dh,auth,shoe_size\n', /column "shoe_size"/],
  ]
  for (const [what, content, expected] of FILES) {
    test(`refuses ${what} in one line`, async () => {
      writeFileSync(file, content, 'latin1')
      const { code, err } = await belfry([file])
      assert.equal(code, 1)
      assert.match(err, expected)
      assert.equal(err.trim().split('\n').length, 1)
    })
  }

  test('waits for a full disk, reports that in one line when stopped, and continues', async (t) => {
    const disk = mountSmallDisk(join(folder, 'data'), 24)
    if ('why' in disk) return t.skip(`no file system to fill: ${disk.why}`)
    try {
      writeFileSync(file, line())
      assert.equal((await belfry([file])).code, 0)
      writeFileSync(file, Array.from({ length: 4000 }, () => line()).join(''))
      const stop = new AbortController()
      const said = (text: string) => {
        if (text.startsWith('Importing')) disk.fill()
        if (text.includes('asking again')) stop.abort()
      }
      const full = await belfry([file], { stop: stop.signal, said })
      assert.equal(full.code, 1)
      assert.match(
        full.err,
        /^The database is busy or away[^\n]+\nbelfry: BELFRY_DATA: [^\n]+full[^\n]+run the same command again[^\n]+\n$/,
      )
      disk.free()
      assert.equal((await belfry([file])).code, 0)
      assert.equal(stored(), 4001)
    } finally {
      disk[Symbol.dispose]()
    }
  })

  test('killed with SIGKILL or stopped with Ctrl-C it continues where it was', async () => {
    const count = 60_000
    writeFileSync(file, Array.from({ length: count }, (_, n) => line({ subscriber: `s${n}` })).join(''))
    await endAfter(1, 'SIGKILL')
    const first = stored()
    assert.ok(first > 0 && first < count, String(first))
    const { code, out, err } = await endAfter(first, 'SIGINT')
    assert.equal(code, 130, err)
    assert.match(err, /Going on behind line [\d,]+, where it was stopped before/)
    assert.match(out, /Stopped after .*\nRun the same command again/)
    const second = stored()
    assert.ok(second > first && second < count, String(second))
    const last = await belfry([file])
    assert.equal(last.code, 0, last.err)
    assert.match(last.out, /Done after [^\n]*60,000 lines/)
    assert.equal(stored(), count)
  })
})

function marked(): number {
  using db = new DatabaseSync(join(folder, 'data', 'belfry.db'), { readOnly: true })
  return (db.prepare('select coalesce(max(lines), 0) as n from belfry_imports').get() as { n: number }).n
}

/** Runs an import in its own process, and ends that when so many lines are certainly done. */
async function endAfter(lines: number, signal: NodeJS.Signals) {
  const child = spawn(process.execPath, ['--conditions=@belfry/source', MAIN, 'import', file], {
    env: { ...cleanEnvironment(), BELFRY_DATA: join(folder, 'data'), BELFRY_VAPID_PRIVATE_KEY: keys.privateKey },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (output.out += chunk))
  child.stderr.on('data', (chunk) => (output.err += chunk))
  const closed = once(child, 'close')
  // Only the database shows how far it is.
  while (child.exitCode === null && !(output.out !== '' && marked() >= lines)) await delay(10)
  child.kill(signal)
  const [code] = (await closed) as [number | null]
  return { code, ...output }
}
