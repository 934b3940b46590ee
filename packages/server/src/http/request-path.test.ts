import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { requestPaths, type Addressed } from './request-path.ts'

const SEGMENTS = new Set(['b', 'v1', 'healthz'])
const at = (url: string, originalUrl?: string): Addressed => ({
  incoming: { url, ...(originalUrl === undefined ? {} : { originalUrl }) } as IncomingMessage,
})

describe('the path of a request', () => {
  const cases: [what: string, basePath: string, addressed: Addressed, inside: string, prefix: string][] = [
    ['at the root', '', at('/b/default/config?x=/y'), '/b/default/config', ''],
    [
      'whose mount cut off Belfry’s own first part',
      '',
      at('/default/config', '/b/default/config'),
      '/b/default/config',
      '',
    ],
    [
      'whose mount cut off the part before Belfry’s',
      '',
      at('/b/default/config', '/app/b/default/config'),
      '/b/default/config',
      '/app',
    ],
    ['whose mount cut off both', '/app', at('/default/config', '/app/b/default/config'), '/b/default/config', '/app'],
    ['of which nothing was cut', '/app', at('/app/b/default/config'), '/b/default/config', '/app'],
    ['of which a proxy has cut all', '/app', at('/b/default/config'), '/b/default/config', '/app'],
    ['of which a proxy has cut a part', '/x/app', at('/app/b/default/config', undefined), '/..', '/x/app'],
    ['that was rewritten by the app', '', at('/b/default/config', '/push/default/config'), '/b/default/config', ''],
    ['without node:http', '/app', { request: new Request('https://x.y/app/b/a%20b/config') }, '/b/a b/config', '/app'],
    ['in absolute form', '', at('http://x.y/b/default/config'), '/b/default/config', ''],
    ['of a site with the name of the base path', '/b', at('/b/b/b/config'), '/b/b/config', '/b'],
    ['that only begins like the base path', '/app', at('/apple/b/default/config'), '/..', '/app'],
  ]
  for (const [what, basePath, addressed, inside, prefix] of cases) {
    test(what, () => {
      const paths = requestPaths(basePath, () => SEGMENTS)
      assert.equal(paths.inside(addressed), inside)
      assert.equal(paths.prefix(addressed), prefix)
      assert.equal(paths.isOurs(addressed), inside !== '/..')
    })
  }

  test('is below the base path of a site for its own addresses, and for nothing else', () => {
    const sites = new Map([
      ['shop', '/x/b/y'],
      ['b', '/push'],
      ['root', ''],
    ])
    const paths = requestPaths(
      '',
      () => SEGMENTS,
      (id) => sites.get(id),
    )
    for (const [url, inside, prefix] of [
      ['/x/b/y/b/shop/config', '/b/shop/config', '/x/b/y'],
      ['/push/b/b/sw.js', '/b/b/sw.js', '/push'],
      ['/b/shop/config', '/b/shop/config', ''],
      ['/push/b/shop/config', '/..', ''],
      ['/push/v1/topics', '/..', ''],
      ['/push/b/nobody/config', '/..', ''],
      ['/b/root/config', '/b/root/config', ''],
      ['/x/b/y/b/shop/../b/config', '/..', ''],
    ] as const) {
      assert.deepEqual([paths.inside(at(url)), paths.prefix(at(url))], [inside, prefix], url)
    }
    sites.set('shop', '/push')
    assert.equal(paths.inside(at('/push/b/shop/config')), '/b/shop/config', 'from the moment of the change')
  })

  test('is found or not, for any bytes', () => {
    const paths = requestPaths(
      '/app',
      () => SEGMENTS,
      () => '/app/b',
    )
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('/', '.', '%', '2', 'e', 'b', '?', '#', '\\', 'app', ':', 'é', '\0') }),
    )
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (url, originalUrl) => {
        const addressed = at(`/${url}`, originalUrl)
        const inside = paths.inside(addressed)
        assert.equal(paths.isOurs(addressed), SEGMENTS.has(inside.split('/')[1] ?? ''))
        assert.equal(typeof paths.prefix(addressed), 'string')
      }),
    )
  })
})
