import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { openSecrets } from '../config/secrets.ts'
import { run } from './run.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belfry-cli-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

// Nothing listens at port 1, and at the usual port may be anything.
const NO_SERVER = { BELFRY_SERVER: 'http://127.0.0.1:1' }

async function belfry(args: string[], env: NodeJS.ProcessEnv = NO_SERVER, stop?: AbortSignal) {
  const written = { out: '', err: '' }
  const terminal = {
    env,
    out: (text: string) => void (written.out += text),
    err: (text: string) => void (written.err += text),
  }
  const code = await run(args, terminal, stop)
  return { code, ...written }
}

test('belfry --version prints the version of the package, and nothing else', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  assert.deepEqual(await belfry(['--version']), { code: 0, out: `${version}\n`, err: '' })
})

describe('belfry serve', () => {
  test('starts on a free port, says where everything is, and ends with 0 when it is asked to', async () => {
    const stop = new AbortController()
    const lines: string[] = []
    const data = join(folder, 'data')
    const started = Promise.withResolvers<string>()
    const finished = run(
      ['serve', '--port', '0', '--data', data, '--log-level', 'silent'],
      {
        env: {},
        out: (text) => {
          lines.push(text)
          started.resolve(text)
        },
        err: (text) => started.reject(new Error(text)),
      },
      stop.signal,
    )
    const welcome = await started.promise
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(welcome)?.[0]
    assert.match(welcome, /secrets\.json/)
    assert.match(welcome, /belfry\.db/)
    assert.match(welcome, /No contact is set/)
    const { apiKey } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8'))
    assert.ok(!welcome.includes(apiKey), 'a terminal is a log for many')

    assert.equal((await fetch(`${url}/readyz`)).status, 200)
    const config = await fetch(`${url}/b/default/config`)
    assert.equal(config.status, 200)
    stop.abort()
    assert.equal(await finished, 0)
    await assert.rejects(fetch(`${url}/healthz`))
  })

  test('names the setting when the port is taken, by flag or by variable', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = String((other.address() as AddressInfo).port)
    try {
      const byVariable = await belfry(['serve', '--data', join(folder, 'data')], { PORT: port })
      assert.equal(byVariable.code, 1)
      assert.match(byVariable.err, new RegExp(`^belfry: PORT: ${port} is taken[^\n]*\n$`))
      const byFlag = await belfry(['serve', '--data', join(folder, 'data'), '--port', port])
      assert.match(byFlag.err, /^belfry: --port: /)
      assert.throws(() => statSync(join(folder, 'data')), 'nothing was made')
    } finally {
      other.close()
    }
  })

  test('names the setting when the folder cannot be written to', async () => {
    writeFileSync(join(folder, 'file'), '')
    const env = { BELFRY_DATA: join(folder, 'file', 'data'), PORT: '0' }
    const { code, err } = await belfry(['serve'], env)
    assert.equal(code, 1)
    assert.match(err, /^belfry: BELFRY_DATA: cannot write to the folder [^\n]*\n$/)
  })

  test('names the setting when the secrets are damaged', async () => {
    writeFileSync(join(folder, 'secrets.json'), 'nonsense')
    const { code, err } = await belfry(['serve', '--data', folder, '--port', '0'])
    assert.equal(code, 1)
    assert.match(err, /^belfry: --data: [^\n]*damaged[^\n]*\n$/)
  })

  test('reports all bad settings, a line each', async () => {
    const { code, err } = await belfry(['serve'], { PORT: 'x', BELFRY_URL: 'ftp://example.com' })
    assert.equal(code, 1)
    assert.deepEqual(
      new Set(
        err
          .trim()
          .split('\n')
          .map((line) => line.split(':')[1]?.trim()),
      ),
      new Set(['PORT', 'BELFRY_URL']),
    )
  })

  test('takes what a file declares, names what overrides it, and refuses a wrong one first', async () => {
    const file = join(folder, 'set-up.json')
    const data = join(folder, 'data')
    const flags = ['--port', '0', '--data', data, '--config', file, '--log-level', 'silent']
    writeFileSync(file, '{"topics": {"blog": {}}}')
    const wrong = await belfry(['serve', ...flags])
    assert.equal(wrong.code, 1)
    assert.match(wrong.err, /^belfry: config-file-invalid: set-up\.json: topics\.blog\.name: [^\n]*\n$/)
    assert.throws(() => statSync(data), 'nothing was made')

    writeFileSync(file, '{"topics": {"blog": {"name": "Blog"}}, "url": "https://file.example"}')
    const started = await belfry(['serve', ...flags, '--url', 'https://flag.example'], {}, AbortSignal.abort())
    assert.equal(started.err, 'belfry: --url wins over url in set-up.json\n')
    assert.match(started.out, /Site +default, at https:\/\/flag\.example\//)
    assert.match(started.out, /Declared +\S+set-up\.json\n/)
    const doctor = await belfry(['doctor', '--data', data, '--config', file])
    assert.match(doctor.out, /✔ \S+set-up\.json declares sites: default\n/)
  })

  test('refuses an unknown flag and an unknown command', async () => {
    assert.equal((await belfry(['serve', '--prot', '1'])).code, 1)
    const { code, err } = await belfry(['sevre'])
    assert.equal(code, 1)
    assert.match(err, /serve/)
  })
})

describe('belfry vapid generate', () => {
  test('prints a pair that belongs together', async () => {
    const { code, out } = await belfry(['vapid', 'generate', '--json'])
    assert.equal(code, 0)
    const { publicKey, privateKey } = JSON.parse(out)
    openSecrets(folder)
    const shown = await belfry(['show', 'public-key', '--data', folder], { BELFRY_VAPID_PRIVATE_KEY: privateKey })
    assert.equal(shown.out.trim(), publicKey)
  })
})

describe('belfry show', () => {
  test('makes no keys where there are none', async () => {
    const { code, out, err } = await belfry(['show', 'api-key', '--data', folder])
    assert.equal(code, 1)
    assert.equal(out, '')
    assert.match(err, /^belfry: --data: there are no secrets in [^\n]*\n$/)
    assert.deepEqual(readdirSync(folder), [])
  })

  test('prints one secret and nothing else', async () => {
    openSecrets(folder)
    const { out } = await belfry(['show', 'api-key', '--data', folder])
    const { apiKey } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))
    assert.equal(out, `${apiKey}\n`)
    const one = await belfry(['show', 'identity-key', '--data', folder])
    const other = await belfry(['show', 'identity-key', '--data', folder, '--site', 'shop'])
    assert.match(one.out, /^[A-Za-z0-9_-]{43}\n$/)
    assert.notEqual(one.out, other.out)
  })
})

describe('belfry doctor', () => {
  test('finds what is missing and says what to do', async () => {
    const missing = await belfry(['doctor', '--data', join(folder, 'nothing')])
    assert.equal(missing.code, 1)
    assert.match(missing.out, /✖ the data folder .* does not exist: belfry serve makes it/)

    openSecrets(folder)
    const well = await belfry([
      'doctor',
      '--data',
      folder,
      '--url',
      'https://example.com',
      '--contact',
      'ops@example.com',
    ])
    assert.equal(well.code, 0)
    // Where nothing compiles, the lack of native code is told, and why.
    assert.doesNotMatch(well.out, /^([!✖] (?!encryption: TypeScript|no server answers))/m)
    assert.match(well.out, /^! no server answers at http:\/\/127\.0\.0\.1:1: belfry serve starts one/m)
    assert.match(well.out, /encryption: (native code, (eight messages|one message)|TypeScript, without)/)
    const typescript = await belfry(['doctor', '--data', folder, '--encryption', 'typescript'])
    assert.match(typescript.out, /✔ encryption: TypeScript, without native code\n/)
    assert.match(well.out, /fcm\.googleapis\.com/)

    const poor = await belfry(['doctor', '--data', folder])
    assert.equal(poor.code, 0)
    assert.match(poor.out, /! no contact is set/)
    assert.match(poor.out, /! no URL is set/)
  })
})

test('whatever is typed, it ends with 0, 1 or 2 and a word about it, never with a stack', async () => {
  const words = ['doctor', 'show', 'vapid', 'generate', 'notifications', 'send', 'list', 'watch']
  const more = ['pause', 'api-key', '--json', '--help', '--site', '--to', '--title', '--data', '--port']
  const odd = ['-', '--', '---', '--=', '__proto__', 'constructor', '\0', '', ' ', '-h', '--x=y', 'ä']
  const word = fc.oneof(fc.constantFrom(...words, ...more, ...odd), fc.string({ unit: 'binary' }))
  // Nothing listens at port 1, and what starts a server is left out.
  const env = { BELFRY_DATA: join(folder, 'none'), BELFRY_SERVER: 'http://127.0.0.1:1' }
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (args) => {
      fc.pre(!args.some((arg) => ['serve', 'work', '--network'].includes(arg)))
      const { code, out, err } = await belfry(args, env, AbortSignal.abort())
      assert.ok([0, 1, 2].includes(code), `${code}`)
      assert.ok(out.length + err.length > 0)
      assert.doesNotMatch(out + err, /\n\s+at .*:\d+:\d+|TypeError|undefined/)
    }),
    { numRuns: 300 },
  )
})
