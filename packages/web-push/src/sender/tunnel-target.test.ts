import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseProxy } from './proxy.ts'
import { tunnelTarget } from './tunnel-target.ts'

const FAR = 'http://proxy.example:3128'
const NEAR = 'http://127.0.0.1:3128'

const ASKED: [proxy: string, url: string, mapped: string | undefined, noProxy: string[], target: string | undefined][] =
  [
    [FAR, 'https://fcm.googleapis.com', undefined, [], 'fcm.googleapis.com:443'],
    [FAR, 'https://push.example:8443', undefined, [], 'push.example:8443'],
    [FAR, 'https://[2606:4700::1]', undefined, [], '[2606:4700::1]:443'],
    [FAR, 'https://push.example', undefined, ['push.example'], undefined],
    // Mapped: the proxy is asked for the mapped address, unless that is private.
    [FAR, 'https://push.example', '203.0.114.9:8443', [], '203.0.114.9:8443'],
    [FAR, 'https://push.example', '203.0.114.9:8443', ['203.0.114.0/24'], undefined],
    [FAR, 'https://push.example', '10.0.0.7:8443', [], undefined],
    [FAR, 'https://push.example', 'relay.internal:8443', [], undefined],
    // Loopback is another machine for a proxy that is elsewhere.
    [FAR, 'https://localhost:4443', undefined, [], undefined],
    [FAR, 'https://127.0.0.9', undefined, [], undefined],
    [FAR, 'https://[::1]', undefined, [], undefined],
    [FAR, 'https://push.example', '127.0.0.1:4443', [], undefined],
    [NEAR, 'https://localhost:4443', undefined, [], 'localhost:4443'],
    [NEAR, 'https://localhost:4443', undefined, ['localhost'], undefined],
    [NEAR, 'https://push.example', '127.0.0.1:4443', [], '127.0.0.1:4443'],
    [NEAR, 'https://push.example', '127.0.0.1:4443', ['127.0.0.1'], undefined],
    ['http://[::1]:3128', 'https://push.example', '[::1]:4443', [], '[::1]:4443'],
  ]

for (const [proxy, url, mapped, noProxy, target] of ASKED) {
  const why = [mapped && `at ${mapped}`, noProxy.length > 0 && `without ${noProxy.join()}`].filter(Boolean).join(', ')
  test(`${proxy} is asked for ${target ?? 'nothing'} on the way to ${url} ${why}`, () => {
    const resolve = mapped === undefined ? {} : { 'push.example': mapped }
    assert.equal(tunnelTarget(new URL(url), { proxy: parseProxy(proxy, noProxy), resolve }), target)
  })
}

test('without a proxy none is asked', () => {
  assert.equal(tunnelTarget(new URL('https://fcm.googleapis.com'), { proxy: undefined, resolve: {} }), undefined)
})
