import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isPrivateAddress } from './private-address.ts'

const PRIVATE = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.170',
  '192.168.1.1',
  '198.18.0.1',
  '203.0.113.9',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '0:0:0:0:0:ffff:10.0.0.1',
  '::ffff:0:10.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'FE80::1',
  'ff02::1',
  // no address at all
  '',
  'localhost',
  '1.2.3',
  '0x7f.1',
  '1.2.3.4.5',
]

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '17.188.143.34',
  '100.63.255.255',
  '100.128.0.0',
  '142.250.74.10',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '2606:4700::6810:1',
  '2a00:1450:4001:827::200a',
  '2620:149:a44::1',
  '::ffff:8.8.8.8',
  '::ffff:808:808',
  '64:ff9b::8.8.8.8',
]

for (const address of PRIVATE) {
  test(`${JSON.stringify(address)} is not to be contacted`, () => {
    assert.equal(isPrivateAddress(address), true)
  })
}

for (const address of PUBLIC) {
  test(`${address} is public`, () => {
    assert.equal(isPrivateAddress(address), false)
  })
}

test('an IPv4 address is judged the same, written plainly, mapped into IPv6 or behind NAT64', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
      const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
      const judged = isPrivateAddress(address)
      for (const form of [`::ffff:${address}`, `::ffff:${hex}`, `64:ff9b::${address}`, `64:ff9b::${hex}`]) {
        assert.equal(isPrivateAddress(form), judged, form)
      }
    }),
  )
})
