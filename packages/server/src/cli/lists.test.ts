import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { browserSubscription, temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'
import { servePages } from '#test/network/serve-pages'
import { run } from './run.ts'

let site: TemporaryBelfry
let server: string
let pages: Awaited<ReturnType<typeof servePages>>

before(async () => {
  site = await temporaryBelfry({ work: false, topics: { news: { name: 'News' } } })
  for (let n = 0; n < 60; n += 1) {
    const identity = site.belfry.identify({ subscriber: `user-${n}` })
    const browser = { name: n === 7 ? 'Opera' : 'Firefox', version: '153', os: 'Linux' }
    const body = { ...browserSubscription(`number-${n}`), identity, topics: n === 7 ? ['news'] : [], browser }
    assert.equal((await site.page('PUT', '/b/default/subscription', body)).status, 201)
  }
  pages = await servePages('127.0.0.1', site.belfry.listener)
  server = pages.origin
})
after(async () => {
  await pages[Symbol.asyncDispose]()
  await site[Symbol.asyncDispose]()
})

async function cli(...args: string[]) {
  const written = { out: '', err: '' }
  const code = await run(args, {
    env: { BELFRY_API_KEY: site.apiKey, BELFRY_SERVER: server },
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
  })
  return { code, ...written, lines: written.out.split('\n').filter(Boolean) }
}

describe('belfry subscribers preferences', () => {
  const of = (...args: string[]) => cli('subscribers', 'preferences', 'user-3', ...args)

  test('shows what a person wants, and changes it', async () => {
    assert.match(
      (await of()).out,
      /^topics +news off\npause +none\nquiet hours +none\n[^]*next: as soon as it is sent\n$/,
    )
    const { out } = await of(
      '--on',
      'news',
      '--quiet',
      '00:00-23:59',
      '--time-zone',
      'Asia/Tokyo',
      '--content',
      'generic',
    )
    assert.match(
      out,
      /^topics +news on\n[^]*quiet hours +00:00 to 23:59\ntime zone +Asia\/Tokyo\ndigest +none\nat most +as many as the site sends\ncontent +generic\n/,
    )
    assert.match(
      (await of('--pause', 'forever')).out,
      /pause +until resumed\n[^]*next: none until you resume, paused\n$/,
    )
    const { paused, topics } = JSON.parse((await of('--pause', 'none', '--off', 'news', '--json')).out) as {
      paused: boolean
      topics: { on: boolean }[]
    }
    assert.deepEqual([paused, topics[0]?.on], [false, false])
    assert.match((await of('--per-day', '1', '--per-week', '4')).out, /at most +1 a day, 4 in seven days\n/)
    assert.match((await of('--per-week', '4')).out, /at most +4 in seven days\n/)
    assert.match((await of('--per-day', 'none')).out, /at most +as many/)
    assert.match((await of('--quiet', 'none', '--time-zone', 'none')).out, /quiet hours +none\n[^]*of the browser/)
  })

  test('prints a link, and says in a line what is wrong', async () => {
    const { out } = await cli('subscribers', 'preferences-link', 'user-3')
    assert.match(out, /^https:\/\/example\.com\/b\/default\/preferences\/[\w.-]{30,40}\n$/)
    for (const [args, told] of [
      [['--quiet', '22:00'], /quiet: must be two times of day/],
      [['--pause', 'long'], /pause: must be a number of minutes/],
      [['--quiet', '22:00-25:00'], /field-invalid: quietHours\.to/],
      [['--on', 'nothing'], /topic-unknown/],
    ] as const) {
      const { code, err } = await of(...args)
      assert.equal(code, 1)
      assert.match(err, told)
    }
  })
})

describe('belfry subscriptions', () => {
  test('lists a page and says that there are more, or all of them', async () => {
    const { code, lines, err } = await cli('subscriptions')
    assert.deepEqual([code, lines.length], [0, 50])
    assert.match(err, /--all goes on/)
    assert.match(lines[0] ?? '', /^[\w-]{22} {2}\S+ {2}active {2}mozilla {2}Firefox 153 on Linux {2}user-59 {2}https/)
    assert.equal((await cli('subscriptions', 'list', '--all')).lines.length, 60)
  })

  test('finds a rare browser, shows it and ends it', async () => {
    const { lines } = await cli('subscriptions', 'list', '--browser', 'opera', '--json')
    assert.equal(lines.length, 1)
    const { id, subscriber } = JSON.parse(lines[0] ?? '') as { id: string; subscriber: string }
    assert.equal(subscriber, 'user-7')
    assert.equal((JSON.parse((await cli('subscriptions', 'show', id)).out) as { id: string }).id, id)
    assert.match((await cli('subscriptions', 'diagnose', id)).out, /\n✔ it is active\n/)
    assert.match((await cli('subscriptions', 'end', id)).out, /retired \(ended\)/)
    assert.match((await cli('subscriptions', 'diagnose', id)).out, /\n✖ it was ended by the site\n {2}The person/)
    assert.equal((await cli('subscriptions', 'list', '--status', 'active', '--topic', 'news')).out, 'None.\n')
  })

  test('a mistake is one line', async () => {
    for (const [args, told] of [
      [['list', '--browser', 'netscape'], /^belfry: field-invalid: browser: [^\n]*\n$/],
      [['show', 'nothing'], /^belfry: subscription-unknown: [^\n]*\n$/],
    ] as const) {
      const { code, err } = await cli('subscriptions', ...args)
      assert.equal(code, 1)
      assert.match(err, told)
    }
  })
})

describe('belfry subscribers', () => {
  test('finds people by their id or topic, shows and erases one', async () => {
    const { lines } = await cli('subscribers', 'list', '--prefix', 'user-5')
    assert.deepEqual(
      lines.map((line) => line.split('  ')[0]),
      [
        'user-5',
        'user-50',
        'user-51',
        'user-52',
        'user-53',
        'user-54',
        'user-55',
        'user-56',
        'user-57',
        'user-58',
        'user-59',
      ],
    )
    assert.match((await cli('subscribers', '--topic', 'news')).out, /^user-7 {2}\S+ {2}\d active {2}news\n$/)
    assert.match((await cli('subscribers', 'show', 'user-5')).out, /"activeSubscriptions": 1/)
    await site.belfry.notify({ to: { subscriber: 'user-5' }, title: 'Your order' })
    assert.match((await cli('subscribers', 'inbox', 'user-5')).out, /^\S+Z {2}unread {2}- {2}Your order\n$/)
    assert.equal((await cli('subscribers', 'inbox', 'user-6')).out, 'Nothing.\n')
    assert.match((await cli('subscribers', 'inbox', 'nobody')).err, /^belfry: subscriber-unknown: /)
    assert.match((await cli('subscribers', 'erase', 'user-5')).out, /^Erased: 1 subscriptions, 1 notifications/)
    assert.match((await cli('subscribers', 'show', 'user-5')).err, /^belfry: subscriber-unknown: /)
  })
})

describe('belfry deliveries', () => {
  test('lists the outcomes of a notification', async () => {
    assert.equal((await cli('deliveries')).out, 'None yet.\n')
    const { body } = await site.api('POST', '/v1/notifications', { to: { all: true }, title: 'Hello' })
    const { out } = await cli('deliveries', 'list', '--notification', body.id, '--outcome', 'accepted')
    assert.equal(out, 'None yet.\n')
  })
})
