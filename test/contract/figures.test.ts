// What a shared link may see: sums, and nothing of a person; and the whole view as one archive.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { onEachBelfry } from '../support/belfry/each-belfry.ts'
import { SITE_URL } from '../support/belfry/temporary-belfry.ts'

const OPEN_TO_FIGURES = [
  /^\/v1\/stats\/(growth|deliveries|engagement|opt-outs|latency)(\.csv)?$/,
  /^\/v1\/stats\/archive\.zip$/,
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
      assert.equal(allowed, 12)
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
