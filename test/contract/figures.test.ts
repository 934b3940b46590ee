// What a shared link may see: sums, and nothing of a person; and the whole view as one archive.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { onEachBelfry } from '../support/belfry/each-belfry.ts'
import { SITE_URL } from '../support/belfry/temporary-belfry.ts'

const OPEN_TO_FIGURES = [
  /^\/v1\/stats\/(growth|deliveries|engagement|opt-outs|latency)(\.csv)?$/,
  /^\/v1\/stats\/archive\.zip$/,
  /^\/v1\/stats\/dates$/,
  /^\/v1\/annotations$/,
]

await onEachBelfry('the scope figures', (on, open) => {
  describe(on, { timeout: 120_000 }, () => {
    test('reads the sums of the statistics and is refused everything else that is described', async () => {
      await using place = await open({ topics: { news: { name: 'News' } } })
      const { body } = await place.ask('POST', '/v1/api-keys', { name: 'Shared', scopes: ['figures'] })
      assert.deepEqual([body.scopes, body.reach], [['figures'], 'site'])
      const headers = { authorization: `Bearer ${body.key}` }
      const description = (await place.ask('GET', '/v1/openapi.json')).body
      let allowed = 0
      for (const [path, methods] of Object.entries<object>(description.paths)) {
        if (!path.startsWith('/v1/') || path === '/v1/openapi.json' || path === '/v1/docs') continue
        for (const method of ['get', 'post', 'put', 'patch', 'delete'].filter((one) => one in methods)) {
          const address = path.replaceAll(/\{\w+\}/g, 'x')
          const { status } = await place.ask(method.toUpperCase(), address, method === 'get' ? undefined : {}, headers)
          const isOpen = method === 'get' && OPEN_TO_FIGURES.some((one) => one.test(path))
          assert.equal(status, isOpen ? 200 : 403, `${method} ${path}`)
          if (isOpen) allowed += 1
        }
      }
      assert.equal(allowed, 13)
      assert.equal((await place.ask('DELETE', `/v1/api-keys/${body.id}`)).status, 200)
      assert.equal((await place.ask('GET', '/v1/stats/growth', undefined, headers)).status, 401)
    })

    test('is a part of read: a key for reading reads sums, may share them, and makes none that sends', async () => {
      await using place = await open({})
      const { body: reader } = await place.ask('POST', '/v1/api-keys', { name: 'R', scopes: ['read', 'figures'] })
      assert.deepEqual(reader.scopes, ['read'])
      const headers = { authorization: `Bearer ${reader.key}` }
      assert.equal((await place.ask('GET', '/v1/stats/growth', undefined, headers)).status, 200)
    })

    test('may be bound to dates: nothing outside of them is told, nor compared with', async () => {
      await using place = await open({ now: () => Date.UTC(2026, 10, 30, 12) })
      const make = (dates: unknown, scopes = ['figures']) =>
        place.ask('POST', '/v1/api-keys', { name: 'Shared', scopes, dates })
      for (const [dates, scopes] of [
        [{ from: '2026-03-31', to: '2026-01-01' }, ['figures']],
        [{ from: '2026-02-30' }, ['figures']],
        [{ from: 'ever' }, ['figures']],
        [{ from: '2026-01-01' }, ['read']],
        [{ from: '2026-01-01' }, ['figures', 'send']],
      ] as const) {
        const { status, body } = await make(dates, [...scopes])
        assert.deepEqual([status, body.code], [400, 'field-invalid'], JSON.stringify(dates))
      }
      const dates = { from: '2026-01-01', to: '2026-03-31' }
      const { body } = await make(dates)
      assert.deepEqual(body.dates, dates)
      const listed = (await place.ask('GET', `/v1/api-keys/${body.id}`)).body
      assert.deepEqual([listed.scopes, listed.dates], [['figures'], dates])
      const headers = { authorization: `Bearer ${body.key}` }
      const get = (path: string) => place.ask('GET', `/v1/${path}`, undefined, headers)
      assert.deepEqual((await get('stats/dates')).body, dates)
      for (const name of ['growth', 'deliveries', 'engagement', 'opt-outs', 'latency']) {
        const { body: usual } = await get(`stats/${name}?zone=Asia/Tokyo`)
        assert.deepEqual([usual.points.length, usual.to, usual.zone], [30, '2026-03-31T15:00:00.000Z', 'Asia/Tokyo'])
        assert.equal(usual.previous.points.length, 30, 'the period before is within')
        const { body: first } = await get(`stats/${name}?from=2026-01-01&to=2026-02-15`)
        assert.equal(first.previous, null)
        for (const days of ['from=2025-12-31&to=2026-01-02', 'from=2026-03-01&to=2026-04-01', 'to=2026-11-30']) {
          for (const form of ['', '.csv']) {
            const { status, body: refused } = await get(`stats/${name}${form}?${days}`)
            assert.deepEqual([status, refused.code], [403, 'figures-outside'], `${name}${form} ${days}`)
          }
        }
      }
      assert.equal((await get('stats/archive.zip?from=2026-04-01&to=2026-04-02')).body.code, 'figures-outside')
      for (const at of ['2025-12-31T12:00:00Z', '2026-02-01T12:00:00Z', '2026-04-01T12:00:00Z']) {
        await place.ask('POST', '/v1/annotations', { text: `on ${at.slice(0, 10)}`, at })
      }
      const marks = (await get('annotations')).body.annotations as { text: string }[]
      assert.deepEqual(
        marks.map(({ text }) => text),
        ['on 2026-02-01'],
      )
      const response = await place.belfry.fetch(
        new Request(`${SITE_URL}/v1/stats/archive.zip?from=2026-01-01&to=2026-01-31`, { headers }),
      )
      const files = Object.keys(unzipSync(new Uint8Array(await response.arrayBuffer())))
      assert.deepEqual(
        files.filter((name) => name.includes('-before')),
        [],
      )
      const { body: next } = await place.ask('POST', '/v1/api-keys', { replaces: body.id })
      assert.deepEqual(next.dates, dates, 'the next key of the same link')
      assert.equal((await make({ from: null, to: null })).body.dates, null)
    })

    test('the archive holds the points of all statistics, the period before, and annotations without formulas', async () => {
      await using place = await open({})
      await place.ask('POST', '/v1/annotations', { text: '=HYPERLINK("x"), a "quote"' })
      const response = await place.belfry.fetch(
        new Request(`${SITE_URL}/v1/stats/archive.zip?zone=Europe/Berlin&browser=firefox`, {
          headers: { authorization: `Bearer ${place.apiKey}` },
        }),
      )
      assert.equal(response.headers.get('content-type'), 'application/zip')
      const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
      const names = ['growth', 'deliveries', 'engagement', 'opt-outs', 'latency']
      for (const name of names.flatMap((one) => [`${one}.csv`, `${one}-before.csv`])) {
        const lines = strFromU8(files[name] as Uint8Array)
          .trimEnd()
          .split('\r\n')
        assert.equal(lines.length, 31, name)
      }
      const annotations = strFromU8(files['annotations.csv'] as Uint8Array)
      assert.match(annotations, /"'=HYPERLINK\(""x""\), a ""quote"""/)
      assert.match(annotations, /deploy,"Belfry /)
    })
  })
})
