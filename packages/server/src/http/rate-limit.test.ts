import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Hono } from 'hono'
import type { HttpEnv } from './environment.ts'
import { clientAddress, limitRate } from './rate-limit.ts'

describe('limitRate', () => {
  let time = 0
  const app = new Hono<HttpEnv>()
  app.use(limitRate({ burst: 3, perMinute: 60 }, () => time))
  app.put('/', (c) => c.text('ok'))
  const put = (remoteAddress?: string) =>
    app.request('/', { method: 'PUT' }, { incoming: { socket: { remoteAddress } } as never })

  test('lets a burst through, then as many as the minute allows, each address by itself', async () => {
    for (let n = 0; n < 3; n++) assert.equal((await put('198.51.100.1')).status, 200)
    const refused = await put('198.51.100.1')
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('retry-after'), '1')
    assert.equal((await put('198.51.100.2')).status, 200)
    time += 1000
    assert.equal((await put('198.51.100.1')).status, 200)
    assert.equal((await put('198.51.100.1')).status, 429)
  })

  test('does not bound requests whose address nobody knows', async () => {
    for (let n = 0; n < 10; n++) assert.equal((await put()).status, 200)
  })
})

describe('clientAddress', () => {
  const cases: [string, string | undefined, string | undefined, string | undefined][] = [
    ['a direct visitor counts by address', '198.51.100.7', undefined, '198.51.100.7'],
    ['a direct visitor cannot pose as another', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    [
      'behind a proxy on this machine the visitor counts',
      '127.0.0.1',
      '203.0.113.9',
      '203.0.113.9',
    ],
    [
      'only what the proxy itself wrote is believed',
      '10.0.0.2',
      '1.2.3.4, 203.0.113.9',
      '203.0.113.9',
    ],
    ['an IPv4 address in IPv6 clothes', '::ffff:198.51.100.7', undefined, '198.51.100.7'],
    ['a household has one /64', '2001:db8:1:2:aaaa::1', undefined, '2001:db8:1:2'],
    ['a shortened address too', '2001:db8::1', undefined, '2001:db8:0:0'],
    ['this machine is not bounded', '127.0.0.1', undefined, undefined],
    ['nor the network around it', '192.168.1.4', 'nonsense', undefined],
    ['nor the unknown', undefined, '203.0.113.9', undefined],
  ]
  for (const [sentence, remote, forwarded, expected] of cases) {
    test(sentence, () => assert.equal(clientAddress(remote, forwarded), expected))
  }
})
