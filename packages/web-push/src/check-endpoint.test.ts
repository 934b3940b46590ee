import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkEndpoint } from './check-endpoint.ts'

const ACCEPTED: [endpoint: string, service: string][] = [
  ['https://fcm.googleapis.com/fcm/send/abc:def', 'fcm'],
  ['https://fcm.googleapis.com/wp/abc', 'fcm'],
  ['https://fcm.googleapis.com/preprod/wp/abc', 'fcm'],
  ['https://jmt17.google.com/fcm/send/abc', 'fcm'],
  ['https://android.googleapis.com/gcm/send/abc', 'fcm'],
  ['https://updates.push.services.mozilla.com/wpush/v2/gAAAA', 'mozilla'],
  ['https://eu.push.services.mozilla.com/wpush/v2/gAAAA', 'mozilla'],
  ['https://web.push.apple.com/QGu', 'apple'],
  ['https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%3d', 'wns'],
  ['https://FCM.GoogleAPIs.com:443/fcm/send/abc', 'fcm'],
]

for (const [endpoint, service] of ACCEPTED) {
  test(`${endpoint} belongs to ${service}`, () => {
    const check = checkEndpoint(endpoint)
    assert.ok(check.ok)
    assert.equal(check.service, service)
    assert.equal(check.url.href, new URL(endpoint).href)
  })
}

const REFUSED: [endpoint: string, code: string][] = [
  ['', 'endpoint-not-a-url'],
  ['fcm.googleapis.com/fcm/send/abc', 'endpoint-not-a-url'],
  ['/fcm/send/abc', 'endpoint-not-a-url'],
  [`https://fcm.googleapis.com/${'a'.repeat(5000)}`, 'endpoint-not-a-url'],
  ['http://fcm.googleapis.com/fcm/send/abc', 'endpoint-not-https'],
  ['ftp://fcm.googleapis.com/abc', 'endpoint-not-https'],
  ['javascript:alert(1)', 'endpoint-not-https'],
  ['file:///etc/passwd', 'endpoint-not-https'],
  ['https://permanently-removed.invalid/fcm/send/abc', 'endpoint-permanently-removed'],
  ['https://example.com/push', 'endpoint-not-allowed'],
  ['https://fcm.googleapis.com:8443/fcm/send/abc', 'endpoint-not-allowed'],
  ['https://user@fcm.googleapis.com/fcm/send/abc', 'endpoint-not-allowed'],
  ['https://user:pass@fcm.googleapis.com/fcm/send/abc', 'endpoint-not-allowed'],
  ['https://fcm.googleapis.com@evil.example/fcm', 'endpoint-not-allowed'],
  ['https://evil.example/fcm.googleapis.com', 'endpoint-not-allowed'],
  ['https://evil.example/?x=.push.apple.com', 'endpoint-not-allowed'],
  ['https://fcm.googleapis.com.evil.example/', 'endpoint-not-allowed'],
  ['https://evilfcm.googleapis.com/', 'endpoint-not-allowed'],
  ['https://evilpush.apple.com/', 'endpoint-not-allowed'],
  ['https://push.apple.com/', 'endpoint-not-allowed'],
  ['https://made.up.push.apple.com/', 'endpoint-not-allowed'],
  ['https://made_up.push.apple.com/', 'endpoint-not-allowed'],
  ['https://-.notify.windows.com/', 'endpoint-not-allowed'],
  ['https://notify.windows.com/', 'endpoint-not-allowed'],
  ['https://fcm.googleapis.com./', 'endpoint-not-allowed'],
  ['https://updates-autopush.stage.mozaws.net/wpush/v2/x', 'endpoint-not-allowed'],
  ['https://localhost/x', 'endpoint-private-address'],
  ['https://localhost.:4443/x', 'endpoint-private-address'],
  ['https://app.localhost/x', 'endpoint-private-address'],
  ['https://printer.local/x', 'endpoint-private-address'],
  ['https://metadata.google.internal/x', 'endpoint-private-address'],
  ['https://127.0.0.1/x', 'endpoint-private-address'],
  ['https://2130706433/x', 'endpoint-private-address'],
  ['https://0x7f.1/x', 'endpoint-private-address'],
  ['https://0177.0.0.1/x', 'endpoint-private-address'],
  ['https://169.254.169.254/latest/meta-data', 'endpoint-private-address'],
  ['https://10.0.0.1/x', 'endpoint-private-address'],
  ['https://[::1]/x', 'endpoint-private-address'],
  ['https://[::ffff:10.0.0.1]/x', 'endpoint-private-address'],
  ['https://[fd00:ec2::254]/x', 'endpoint-private-address'],
  ['https://8.8.8.8/x', 'endpoint-not-allowed'],
]

for (const [endpoint, code] of REFUSED) {
  test(`${endpoint.slice(0, 60) || 'nothing'} is refused: ${code}`, () => {
    const check = checkEndpoint(endpoint)
    assert.ok(!check.ok)
    assert.equal(check.code, code)
    assert.ok(check.message.length > 10)
  })
}

test('an operator allows a host, a host with a port, or all below a domain', () => {
  const allow = ['push.example.com', 'localhost:4443', '*.ntfy.example', '[::1]:8443', 'Caps.example']
  const verdict = (endpoint: string): boolean => checkEndpoint(endpoint, { allow }).ok
  assert.equal(verdict('https://push.example.com/x'), true)
  assert.equal(verdict('https://push.example.com:8443/x'), false)
  assert.equal(verdict('https://sub.push.example.com/x'), false)
  assert.equal(verdict('https://localhost:4443/x'), true)
  assert.equal(verdict('https://localhost/x'), false)
  assert.equal(verdict('https://localhost:4444/x'), false)
  assert.equal(verdict('https://a.ntfy.example/x'), true)
  assert.equal(verdict('https://a.b.ntfy.example/x'), true)
  assert.equal(verdict('https://ntfy.example/x'), false)
  assert.equal(verdict('https://xntfy.example/x'), false)
  assert.equal(verdict('https://[::1]:8443/x'), true)
  assert.equal(verdict('https://caps.example/x'), true)
  assert.equal(verdict('http://localhost:4443/x'), false)
})

test('a suffix allows no private name: only a host named exactly may be private', () => {
  assert.deepEqual(
    ['https://a.localhost/x', 'https://127.0.0.1/'].map((endpoint) => {
      const check = checkEndpoint(endpoint, { allow: ['*.localhost', '*.0.0.1'] })
      return check.ok ? 'ok' : check.code
    }),
    ['endpoint-private-address', 'endpoint-private-address'],
  )
})

test('any text gets a verdict, and only https at a known host is accepted', () => {
  const hosts = fc.constantFrom('fcm.googleapis.com', 'web.push.apple.com', '10.0.0.1', 'x.example', '[::1]')
  const parts = fc.tuple(
    fc.constantFrom('https://', 'http://', 'https:', '//', ''),
    fc.oneof(hosts, fc.string()),
    fc.oneof(fc.constant(''), fc.constant(':443'), fc.string()),
    fc.oneof(fc.webPath(), fc.string()),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        parts.map((list) => list.join('')),
      ),
      (endpoint) => {
        const check = checkEndpoint(endpoint)
        if (check.ok) {
          assert.match(
            check.url.host,
            /^(fcm|android)\.googleapis\.com$|^jmt17\.google\.com$|\.push\.services\.mozilla\.com$|\.push\.apple\.com$|\.notify\.windows\.com$/,
          )
          assert.equal(check.url.protocol, 'https:')
          assert.equal(check.url.username, '')
        }
      },
    ),
  )
})
