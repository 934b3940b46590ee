import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { formatVapidKeys, generateVapidKeys } from '@belfry/web-push'
import { browserSubscription, temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'
import { servePages } from '#test/network/serve-pages'
import { run } from './run.ts'

let site: TemporaryBelfry
let server: string
let pages: Awaited<ReturnType<typeof servePages>>
const folder = mkdtempSync(join(tmpdir(), 'belfry-cli-'))

before(async () => {
  site = await temporaryBelfry({ work: false, topics: { news: { name: 'News' } } })
  pages = await servePages('127.0.0.1', site.belfry.listener)
  server = pages.origin
})
after(async () => {
  await pages[Symbol.asyncDispose]()
  await site[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

async function cli(args: string[], { apiKey = site.apiKey, input = '' } = {}) {
  const written = { out: '', err: '' }
  const code = await run(args, {
    env: { BELFRY_API_KEY: apiKey, BELFRY_SERVER: server },
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    input: (async function* () {
      yield Buffer.from(input)
    })(),
  })
  return { code, ...written }
}

/** The output of a command that has to succeed, as JSON. */
async function json(...args: string[]) {
  const { code, out, err } = await cli([...args, '--json'])
  assert.equal(code, 0, err)
  return JSON.parse(out)
}

async function refused(...args: string[]): Promise<string> {
  const { code, out, err } = await cli(args)
  assert.deepEqual([code, out], [1, ''])
  assert.match(err, /^belfry: [^\n]*\n$/)
  return err
}

describe('belfry sites', () => {
  test('are listed in a table, added, edited, shown and removed', async () => {
    const made = await cli(['sites', 'add', 'shop', '--url', 'https://shop.example', '--max-per-minute', '900'])
    assert.equal(made.code, 0, made.err)
    assert.match(made.out, /^messages a minute +at most 900$/m)
    const { out } = await cli(['sites'])
    const [head, ...lines] = out.trim().split('\n')
    assert.match(head ?? '', /^id +name +url +contact +a minute +declared$/)
    assert.match(lines[0] ?? '', /^default +default .* url \(createBelfry\), contact \(createBelfry\)$/)
    assert.match(lines[1] ?? '', /^shop +shop +https:\/\/shop\.example\/ +none +at most 900$/)
    assert.equal(head?.indexOf('url'), lines[1]?.indexOf('https'), 'columns are aligned')

    const edit = [
      '--max-per-minute',
      'none',
      '--base-path',
      '/push',
      '--origins',
      'https://a.example, https://b.example',
    ]
    const edited = await json('sites', 'edit', 'shop', ...edit)
    assert.equal(edited.limits.maxPerMinute, null)
    assert.deepEqual(edited.origins, ['https://a.example', 'https://b.example'])
    assert.equal((await json('sites', 'edit', 'shop', '--url', 'none')).url, null)
    assert.equal((await json('sites', 'show', 'shop')).basePath, '/push')
    assert.deepEqual(await json('sites', 'remove', 'shop'), { subscriptions: 0 })
    assert.match(await refused('sites', 'show', 'shop'), /^belfry: site-unknown: /)
  })

  test('a pace is switched on with the usual caps, changed field by field, and switched off', async () => {
    await json('sites', 'add', 'shop')
    assert.equal((await json('sites', 'show', 'shop')).pace, null)
    const usual = { perDay: 1, perWeek: 6, window: 'rolling', excess: 'hold' }
    assert.deepEqual((await json('sites', 'edit', 'shop', '--pace', 'usual')).pace, usual)
    const calendar = ['--pace-window', 'calendar', '--pace-per-day', 'none']
    assert.deepEqual((await json('sites', 'edit', 'shop', ...calendar)).pace, {
      ...usual,
      perDay: null,
      window: 'calendar',
    })
    assert.match(
      (await cli(['sites', 'show', 'shop'])).out,
      /^pace +at most 6 a week, by the calendar; the rest: hold$/m,
    )
    const topic = await json('topics', '--site', 'shop', 'add', 'deals', '--name', 'Deals', '--pace-excess', 'skip')
    assert.deepEqual(topic.pace, { ...usual, excess: 'skip' })
    const edit = ['topics', '--site', 'shop', 'edit', 'deals']
    assert.equal((await json(...edit, '--pace-per-week', '3')).pace.perWeek, 3)
    assert.equal((await json(...edit, '--pace', 'none')).pace, null)
    assert.equal((await json('sites', 'edit', 'shop', '--pace', 'none')).pace, null)
    for (const [flag, value, field] of [
      ['--pace-per-day', '0', 'pace.perDay: must be at least 1'],
      ['--pace-per-week', '51', 'pace.perWeek: must be 50 at most'],
      ['--pace-per-day', 'often', 'pace.perDay: must be a whole number'],
      ['--pace-window', 'lunar', 'pace.window: '],
      ['--pace-excess', 'lose', 'pace.excess: '],
      ['--pace', 'brisk', 'pace: '],
    ] as const) {
      const words = await refused('sites', 'edit', 'shop', flag, value)
      assert.ok(words.startsWith(`belfry: field-invalid: ${field}`), words)
    }
    await json('sites', 'remove', 'shop')
  })

  test('a declared field is marked so, and a mistake is one line', async () => {
    assert.match((await cli(['sites', 'show', 'default'])).out, /^url +https:\S+ {3}\(declared in createBelfry\)$/m)
    const elsewhere = await refused('sites', 'edit', 'default', '--url', 'https://else.example')
    assert.match(elsewhere, /^belfry: declared-elsewhere: url of the site "default" is declared in createBelfry/)
    assert.match(await refused('sites', 'edit', 'default'), /^belfry: edit: say what to change/)
    assert.match(await refused('sites', 'edit', 'default', '--max-per-minute', 'few'), /field-invalid: limits.max/)
    assert.match(await refused('sites', 'remove', 'default'), /^belfry: site-default: /)
  })
})

describe('belfry topics', () => {
  test('are added, edited, listed and removed, at a price that is named', async () => {
    const added = await json('topics', 'add', 'blog', '--name', 'Blog', '--default', '--access', 'granted')
    assert.deepEqual([added.default, added.access, added.transactional], [true, 'granted', false])
    const edited = await json('topics', 'edit', 'blog', '--no-default', '--access', 'open', '--transactional')
    assert.deepEqual([edited.default, edited.access, edited.transactional], [false, 'open', true])
    assert.equal(edited.name, 'Blog', 'an omitted field stays')
    assert.match(
      (await cli(['topics'])).out,
      /^id +name .*\nblog +Blog +open +yes +no\nnews +News +open +no +no +createBelfry\n$/,
    )
    const body = { ...browserSubscription(), identity: site.belfry.identify({ subscriber: 'ada' }), topics: ['blog'] }
    assert.equal((await site.page('PUT', '/b/default/subscription', body)).status, 201)
    assert.match(await refused('topics', 'remove', 'blog'), /^belfry: topic-in-use: 1 people .* losing=1\n$/)
    assert.match((await cli(['topics', 'remove', 'blog', '--losing', '1'])).out, /^Removed the topic blog; 1 people/)
    assert.match(await refused('topics', 'edit', 'news', '--name', 'Old'), /^belfry: declared-elsewhere: /)
    assert.match(await refused('topics', 'add', 'news', '--name', 'N'), /^belfry: topic-taken: /)
  })

  test('of another site', async () => {
    await json('sites', 'add', 'blog')
    await json('topics', '--site', 'blog', 'add', 'posts', '--name', 'Posts')
    const { out } = await cli(['topics', '--site', 'blog', '--json'])
    assert.equal(JSON.parse(out).id, 'posts')
    assert.doesNotMatch((await cli(['topics'])).out, /posts/)
    assert.match(await refused('topics', '--site', 'nobody'), /^belfry: site-unknown: /)
    await json('sites', 'remove', 'blog')
  })
})

describe('belfry keys', () => {
  test('one is printed alone, once, works within its scope, and is revoked', async () => {
    const made = await cli(['keys', 'add', 'shop backend', '--scopes', 'send, read'])
    assert.match(made.out, /^belfry_[\w-]{43}\n$/)
    assert.match(made.err, /^The API key [0-9a-f]{16} of the site default\. Keep it/)
    const apiKey = made.out.trim()
    assert.equal((await cli(['topics'], { apiKey })).code, 0)
    const may = await cli(['topics', 'add', 'x', '--name', 'X'], { apiKey })
    assert.match(may.err, /^belfry: scope-missing: /)
    const { out } = await cli(['keys'])
    assert.ok(!out.includes(apiKey))
    const [, id = ''] = /^([0-9a-f]{16}) +shop backend +belfry_[\w-]+ +site +send, read +\S+ +in use$/m.exec(out) ?? []
    assert.match(out, /first .* server +send, read, manage .* in use +secrets\.json$/m)
    assert.match((await cli(['keys', 'revoke', id])).out, /^state +revoked 2\d{3}-/m)
    assert.match((await cli(['topics'], { apiKey })).err, /^belfry: api-key-invalid: /)
    assert.match(await refused('keys', 'add', 'late', '--expires', '2001-01-01T00:00:00Z'), /field-invalid: expiresAt/)
    assert.match(await refused('keys', 'show', 'nothing'), /^belfry: api-key-not-found: /)
  })
})

describe('belfry vapid', () => {
  test('a pair is rotated, imported, made active again and retired', async () => {
    const [first] = (await cli(['vapid', 'list', '--json'])).out.trim().split('\n')
    const { id: old } = JSON.parse(first ?? '')
    const { id: next, status } = await json('vapid', 'add')
    assert.equal(status, 'active')
    const pair = generateVapidKeys()
    const file = join(folder, 'key.txt')
    writeFileSync(file, pair.privateKey)
    const brought = await json('vapid', 'add', '--private-key', file, '--retiring')
    assert.deepEqual([brought.publicKey, brought.status], [pair.publicKey, 'retiring'])
    const der = join(folder, 'key.der')
    writeFileSync(der, Buffer.from(formatVapidKeys(pair, 'pem').replaceAll(/-----.*-----/g, ''), 'base64'))
    assert.equal((await json('vapid', 'add', '--private-key', der, '--retiring')).id, brought.id)
    writeFileSync(der, formatVapidKeys(pair, 'jwk').replace('P-256', 'P-384'))
    assert.match(await refused('vapid', 'add', '--private-key', der), /^belfry: vapid-key-wrong-curve: privateKey: /)
    const piped = await cli(['vapid', 'add', '--private-key', '-', '--json'], { input: `${pair.privateKey}\n` })
    assert.equal(JSON.parse(piped.out).status, 'active')
    assert.ok(!piped.out.includes(pair.privateKey))
    assert.equal((await json('vapid', 'activate', next)).status, 'active')
    assert.match(await refused('vapid', 'retire', next), /^belfry: vapid-key-active: /)
    const used = await json('vapid', 'show', old)
    assert.equal((await json('vapid', 'retire', old, '--losing', String(used.subscriptions))).status, 'retired')
    assert.match((await cli(['vapid', 'list'])).out, /^id +status +subscriptions .*\n\S+ +retired +0 +kept/)
    assert.match(await refused('vapid', 'add', '--private-key', join(folder, 'none')), /cannot read .*ENOENT/)
    assert.equal((await json('vapid', 'free', next)).declared, null)
  })
})

test('the examples of --help work unchanged', async () => {
  writeFileSync(join(folder, 'vapid-private-key.pem'), generateVapidKeys().privateKey)
  const ids = { key: '', vapid: '' }
  let examples = 0
  for (const command of ['sites add', 'sites edit', 'topics add', 'topics edit', 'keys add', 'vapid add'])
    await all(command)
  ids.key = JSON.parse((await cli(['keys', 'list', '--json'])).out.split('\n')[0] ?? '').id
  ids.vapid = JSON.parse((await cli(['vapid', 'list', '--json'])).out.split('\n')[0] ?? '').id
  for (const command of ['sites remove', 'topics remove', 'keys revoke', 'vapid retire']) await all(command)
  assert.ok(examples > 12)

  async function all(command: string) {
    const { code, out } = await cli([...command.split(' '), '--help'])
    assert.equal(code, 0)
    for (const [, line = ''] of out.split('Examples:')[1]?.matchAll(/^ {2}belfry (.*)$/gm) ?? []) {
      const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '')
      const args = words.map((word) => {
        if (word === '4f1d2c3b4a596877') return ids.key
        if (word === 'KaO5w0cwgc0') return ids.vapid
        return word.endsWith('.pem') ? join(folder, word) : word
      })
      const done = await cli(args)
      assert.equal(done.code, 0, `${line}: ${done.err}`)
      examples += 1
    }
  }
})
