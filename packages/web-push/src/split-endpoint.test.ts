import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { identifyPushService } from './push-services.ts'
import { splitEndpoint } from './split-endpoint.ts'

function byUrl(endpoint: string) {
  const url = URL.parse(endpoint)
  return url === null
    ? undefined
    : { origin: url.origin, path: url.pathname + url.search, service: identifyPushService(url) }
}

function split(endpoint: string) {
  try {
    return splitEndpoint(endpoint)
  } catch (error) {
    assert.equal((error as { code: string }).code, 'ERR_INVALID_URL')
    return undefined
  }
}

const known = [
  'https://fcm.googleapis.com/fcm/send/dQw4w9WgXcQ:APA91bH_-x',
  'https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk_-=',
  'https://web.push.apple.com/QGuQyavXutnMH9I8DSZ8',
  'https://wns2-par02p.notify.windows.com/w/?token=BQYAAAC%2fO%3d%3d&a=b',
  'https://localhost:34567/x',
  'https://example.com:443/x',
  'https://example.com:0443/x',
  'https://example.com:65536/x',
  'https://example.com',
  'https://EXAMPLE.com/x',
  'https://1.2.3.4/x',
  'https://0x7f.1/x',
  'https://1.2.3.0x4/x',
  'https://a.1/x',
  'https://xn--nxasmq6b/x',
  'https://xn--0/x',
  'https://a--b.c-/x',
  'https://user:pass@example.com/x',
  'https://example.com/a/../b',
  'https://example.com/a/%2e%2e/b',
  'https://example.com//x?y#z',
  'https:///x',
  'https://[::1]/x',
  'http://example.com/x',
  'nonsense',
  '',
]
for (const endpoint of known) {
  test(`${endpoint || 'nothing'} is taken apart as URL does`, () => {
    assert.deepEqual(split(endpoint), byUrl(endpoint))
  })
}

test('any endpoint is taken apart as URL does', () => {
  const piece = fc.constantFrom(
    'https://',
    'http://',
    'xn--',
    'fcm.googleapis.com',
    ':443',
    ':8443',
    ':',
    '0x',
    '..',
    '%2e',
    'a',
    'Z',
    '0',
    '7',
    '.',
    '-',
    '_',
    '/',
    '\\',
    '?',
    '#',
    '@',
    '~',
    '=',
    '%',
    '[',
    ' ',
    '\t',
    'ß',
  )
  const rest = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(fc.constantFrom('https://', ''), rest, (scheme, text) => {
      assert.deepEqual(split(scheme + text), byUrl(scheme + text))
    }),
    { numRuns: 5000 },
  )
})
