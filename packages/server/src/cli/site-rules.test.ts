import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { temporaryBelfry, type TemporaryBelfry } from '#test/belfry/temporary-belfry'
import { servePages } from '#test/network/serve-pages'
import { run } from './run.ts'

let site: TemporaryBelfry
let pages: Awaited<ReturnType<typeof servePages>>

before(async () => {
  site = await temporaryBelfry({ work: false })
  pages = await servePages('127.0.0.1', site.belfry.listener)
})
after(async () => {
  await pages[Symbol.asyncDispose]()
  await site[Symbol.asyncDispose]()
})

async function cli(...args: string[]) {
  const written = { out: '', err: '' }
  const code = await run(args, {
    env: { BELFRY_API_KEY: site.apiKey, BELFRY_SERVER: pages.origin },
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    input: (async function* () {})(),
  })
  return { code, ...written }
}

describe('belfry sites edit', () => {
  const edit = (...flags: string[]) => cli('sites', 'edit', 'default', ...flags)

  test('sets what those get who never react, from the usual rule on, and takes it away', async () => {
    const usual = await edit('--silence', 'usual', '--silence-per-week', '2')
    assert.match(
      usual.out,
      /^never react +2 a week, after 90 days without a reaction and 10 days with a message$/m,
      usual.err,
    )
    assert.match((await edit('--silence-after-days', '30')).out, /^never react +2 a week, after 30 days/m)
    assert.match((await edit('--silence-after-days', '3')).err, /silence\.afterDays/)
    assert.match((await edit('--silence-shown-days', 'many')).err, /silence\.shownDays/)
    assert.match((await edit('--silence', 'none')).out, /^never react +as much as everybody$/m)
  })

  test('sets quiet hours for those who have said none', async () => {
    const zone = await edit('--quiet-hours', '22:00-07:00', '--quiet-zone', 'Europe/Berlin')
    assert.match(zone.out, /^quiet hours +22:00 to 07:00, Europe\/Berlin where a browser tells no zone$/m, zone.err)
    assert.match((await edit('--quiet-hours', '22:00-07:00')).out, /^quiet hours +22:00 to 07:00, UTC/m)
    assert.match((await edit('--quiet-hours', '22:00')).err, /quietHours\.to/)
    assert.match((await edit('--quiet-zone', 'UTC')).err, /goes with --quiet-hours/)
    assert.match((await edit('--quiet-hours', 'none')).out, /^quiet hours +none but/m)
  })
})

describe('belfry keys add', () => {
  test('binds figures to days', async () => {
    const made = await cli('keys', 'add', 'The board', '--scopes', 'figures', '--from', '2026-01-01', '--json')
    assert.deepEqual(JSON.parse(made.out).dates, { from: '2026-01-01', to: null }, made.err)
    const shown = await cli('keys', 'show', JSON.parse(made.out).id as string)
    assert.match(shown.out, /^figures +from 2026-01-01 to now$/m)
    assert.match((await cli('keys', 'add', 'All', '--from', '2026-01-01')).err, /dates/)
  })
})
