import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Hono } from 'hono'
import { z } from 'zod'
import { Refusal } from '../refusals/refusal.ts'
import { describeApi } from './describe-api.ts'
import { endpoint } from './endpoint.ts'
import type { HttpEnv } from './environment.ts'
import { renderReference } from './reference/render-reference.ts'
import { routeFile } from './route-file.ts'

const kept = {
  id: 'countBells',
  summary: 'The bells',
  answers: { 200: { description: 'They are.', schema: z.object({ bells: z.int() }) } },
} as const
const old = {
  ...kept,
  id: 'readBells',
  deprecated: { since: '2027-01-01', sunset: '2027-07-01T12:00:00Z', instead: 'Ask for `/v1/carillons`.' },
} as const

const file = routeFile(
  { name: 'Bells', description: 'That ring.' },
  {
    '/v1/bells': {
      GET: endpoint(old, async ({ answer }) => answer(200, { bells: 1 })),
      POST: endpoint({ ...old, id: 'breakBells' }, () => Promise.reject(new Refusal('bell-broken', 'it is broken'))),
      PUT: endpoint(kept, async ({ answer }) => answer(200, { bells: 1 })),
    },
  },
)
const app = new Hono<HttpEnv>()
app.use((c, next) => {
  c.set('prefix', '/below')
  return next()
})
app.onError((_error, c) => c.json({ code: 'bell-broken' }, 410))
app.route('/', file.app)

describe('a route that is deprecated', () => {
  test('has the headers in each answer, with the day of its end and a link', async () => {
    for (const method of ['GET', 'HEAD', 'POST']) {
      const { status, headers } = await app.request('/v1/bells', { method })
      assert.equal(status, method === 'POST' ? 410 : 200)
      assert.equal(headers.get('deprecation'), '@1798761600', method)
      assert.equal(headers.get('sunset'), 'Thu, 01 Jul 2027 12:00:00 GMT')
      const anchor = method === 'POST' ? 'breakBells' : 'readBells'
      assert.equal(headers.get('link'), `</below/v1/docs#${anchor}>; rel="deprecation"; type="text/html"`)
    }
  })

  test('leaves the others of its address alone', async () => {
    const { headers } = await app.request('/v1/bells', { method: 'PUT' })
    assert.deepEqual([headers.get('deprecation'), headers.get('sunset'), headers.get('link')], [null, null, null])
  })

  test('is described as deprecated, with its headers and its replacement', async () => {
    const api = describeApi([file], {})
    const { get, put } = api.paths['/v1/bells'] ?? {}
    assert.equal(get?.deprecated, true)
    assert.match(
      get.description ?? '',
      /Deprecated since 2027-01-01, ends after 2027-07-01: Ask for `\/v1\/carillons`\./,
    )
    assert.deepEqual(Object.keys(get.responses['200']?.headers ?? {}), ['Deprecation', 'Sunset', 'Link'])
    assert.equal(put?.deprecated, undefined)
    assert.equal(put?.responses['200']?.headers, undefined)
    const { html } = await renderReference(api, {}, { style: '', openApi: 'openapi.json' })
    assert.match(html, /Deprecated since 2027-01-01/)
  })
})
