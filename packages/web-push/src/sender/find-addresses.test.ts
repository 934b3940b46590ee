import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findAddresses } from './find-addresses.ts'
import { withDefaults } from './sender-settings.ts'
import type { SenderOptions } from './sender-options.ts'

const inTime = new AbortController().signal

async function find(origin: string, options: SenderOptions): Promise<unknown> {
  const found = await findAddresses(new URL(origin), withDefaults(options), inTime)
  return 'kind' in found ? found.reason : [found.port, ...found.addresses.map(({ address }) => address)]
}

test('only public addresses of a name are left', async () => {
  const lookup = async () =>
    ['10.0.0.1', '8.8.8.8', '::1', '2606:4700::1111', '::ffff:127.0.0.1'].map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }))
  assert.deepEqual(await find('https://push.example', { lookup }), [443, '8.8.8.8', '2606:4700::1111'])
  assert.deepEqual(await find('https://push.example:8443', { lookup, allowPrivate: ['push.example:8443'] }), [
    8443,
    '10.0.0.1',
    '8.8.8.8',
    '::1',
    '2606:4700::1111',
    '::ffff:127.0.0.1',
  ])
})

test('a pattern of hosts opens no way to private addresses, whatever a name below it points at', async () => {
  const lookup = async () => [{ address: '10.0.0.5', family: 4 }]
  const allowPrivate = ['*.example.com', '*.example.com:8443', 'push.example.com']
  assert.equal(await find('https://intranet.example.com', { lookup, allowPrivate }), 'blocked')
  assert.equal(await find('https://intranet.example.com:8443', { lookup, allowPrivate }), 'blocked')
  assert.deepEqual(await find('https://push.example.com', { lookup, allowPrivate }), [443, '10.0.0.5'])
})

test('an address in the URL is looked at as it is', async () => {
  const lookup = async () => assert.fail('no lookup for an address')
  assert.deepEqual(await find('https://8.8.8.8', { lookup }), [443, '8.8.8.8'])
  assert.deepEqual(await find('https://[2606:4700::1111]:8443', { lookup }), [8443, '2606:4700::1111'])
  assert.equal(await find('https://169.254.169.254', { lookup }), 'blocked')
  assert.equal(await find('https://[fd00:ec2::254]', { lookup }), 'blocked')
})

test('a mapping wins over the name, with the port before without', async () => {
  const lookup = async () => assert.fail('no lookup for an address')
  const resolve = {
    'a.example': '127.0.0.1:8443',
    'b.example:443': '[::1]:9443',
    'c.example:7443': '10.0.0.1:443',
    'c.example': '127.0.0.1:1',
  }
  assert.deepEqual(await find('https://a.example', { lookup, resolve }), [8443, '127.0.0.1'])
  assert.deepEqual(await find('https://b.example', { lookup, resolve }), [9443, '::1'])
  assert.deepEqual(await find('https://c.example:7443', { lookup, resolve }), [443, '10.0.0.1'])
  assert.deepEqual(await find('https://c.example', { lookup, resolve }), [1, '127.0.0.1'])
})

test('a lookup that never answers times out, or ends when aborted', async () => {
  const lookup = (): Promise<never> => new Promise(() => undefined)
  assert.equal(await find('https://slow.example', { lookup, connectTimeoutMs: 10 }), 'timeout')
  const abort = new AbortController()
  const given = findAddresses(new URL('https://slow.example'), withDefaults({ lookup }), abort.signal)
  abort.abort()
  assert.equal('kind' in (await given) && ((await given) as { reason: string }).reason, 'aborted')
})
