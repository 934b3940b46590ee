import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { clientAddressReader, householdOf, isNetwork, networkOf, type TrustedProxies } from './client-address.ts'

function read(proxies: TrustedProxies | undefined, peer: string | undefined, headers: Record<string, string> = {}) {
  return clientAddressReader(proxies)(peer, (name) => headers[name])
}
const forwarded = (chain: string) => ({ 'x-forwarded-for': chain })
const visitor = '203.0.113.9'

describe('with nothing set', () => {
  const cases: [string, string | undefined, string | undefined, string | undefined][] = [
    ['a direct visitor counts by address', '198.51.100.7', undefined, '198.51.100.7'],
    ['a direct visitor cannot pose as another', '198.51.100.7', visitor, '198.51.100.7'],
    ['behind a proxy on this machine the visitor counts', '127.0.0.1', visitor, visitor],
    ['what a visitor wrote into the header does not', '127.0.0.1', `1.2.3.4, ${visitor}`, visitor],
    ['nor behind a proxy in the network around it', '10.0.0.2', `1.2.3.4, ${visitor}`, visitor],
    ['a chain of proxies of our own is passed', '127.0.0.1', `${visitor}, 10.0.0.2, 192.168.1.1`, visitor],
    ['in an intranet the visitor is the farthest', '127.0.0.1', '10.3.4.5', '10.3.4.5'],
    ['a proxy that says nothing is the visitor itself', '127.0.0.1', undefined, '127.0.0.1'],
    ['nonsense is no address', '127.0.0.1', 'nonsense', '127.0.0.1'],
    ['and breaks the chain', '127.0.0.1', `${visitor}, unknown, 10.0.0.2`, '10.0.0.2'],
    ['an IPv4 address in IPv6 clothes', '::ffff:127.0.0.1', `::ffff:${visitor}`, visitor],
    ['with a port', '127.0.0.1', `${visitor}:4711`, visitor],
    ['IPv6 in brackets', '::1', '[2001:DB8::1]:443', '2001:db8::1'],
    ['nobody knows', undefined, visitor, undefined],
  ]
  for (const [sentence, peer, chain, expected] of cases) {
    test(sentence, () => assert.equal(read(undefined, peer, chain === undefined ? {} : forwarded(chain)), expected))
  }
})

describe('a CDN before a proxy', () => {
  const edge = '198.51.100.20'
  const headers = { ...forwarded(`6.6.6.6, ${visitor}, ${edge}`), 'cf-connecting-ip': visitor }

  test('counts by the edge where nobody said that it is one', () => {
    assert.equal(read(undefined, '127.0.0.1', headers), edge)
  })
  test('by its addresses', () => {
    assert.equal(read({ networks: ['loopback', '198.51.100.0/24'] }, '127.0.0.1', headers), visitor)
  })
  test('by the number of proxies', () => {
    assert.equal(read({ hops: 2 }, '127.0.0.1', headers), visitor)
    assert.equal(read({ hops: 9 }, '127.0.0.1', forwarded(visitor)), visitor)
  })
  test('by the name of its header, which only a proxy can set', () => {
    assert.equal(read({ header: 'cf-connecting-ip' }, '127.0.0.1', headers), visitor)
    assert.equal(read({ header: 'cf-connecting-ip' }, visitor, { 'cf-connecting-ip': '6.6.6.6' }), visitor)
    assert.equal(read({ header: 'cf-connecting-ip' }, '127.0.0.1', forwarded(visitor)), visitor)
  })
  test('nobody is trusted where no proxy is', () => {
    assert.equal(read({ networks: [] }, '127.0.0.1', headers), '127.0.0.1')
  })
})

test('a name, an address and a network are told from anything else', () => {
  for (const text of ['loopback', 'private', '10.0.0.1', '10.0.0.0/8', '2001:db8::/32'])
    assert.ok(isNetwork(text), text)
  for (const text of ['', 'x', '10.0.0.0/33', '10.0.0.0/8/8', '::/129', '10.0.0/8', 'toString'])
    assert.ok(!isNetwork(text), text)
})

test('a household has one /64, a customer of a provider one /48', () => {
  assert.equal(householdOf('2001:db8:1:2:aaaa::1'), '2001:db8:1:2')
  assert.equal(householdOf('2001:db8::1'), '2001:db8:0:0')
  assert.equal(householdOf('203.0.113.9'), '203.0.113.9')
  assert.equal(networkOf('2001:db8:1:2:aaaa::1'), '2001:db8:1')
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0')
  assert.equal(networkOf('203.0.113.9'), '203.0.113')
})

test('without a connection only a number of proxies tells from whom it comes', () => {
  assert.equal(read({ hops: 1 }, undefined, forwarded(`6.6.6.6, ${visitor}`)), visitor)
  assert.equal(read({ hops: 2 }, undefined, forwarded(`6.6.6.6, ${visitor}, 10.0.0.2`)), visitor)
  assert.equal(read({ hops: 1 }, undefined), undefined)
  assert.equal(read({ hops: 0 }, undefined, forwarded(visitor)), undefined)
  assert.equal(read(undefined, undefined, forwarded(visitor)), undefined)
})

test('no visitor can choose an address, whatever the header holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (invented) => {
      assert.equal(read(undefined, '127.0.0.1', forwarded(`${invented}, ${visitor}`)), visitor)
      assert.equal(read({ hops: 1 }, '127.0.0.1', forwarded(`${invented}, ${visitor}`)), visitor)
    }),
  )
})
