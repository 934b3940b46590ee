import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseProxy } from './proxy.ts'

const READ: [text: string, isSecure: boolean, host: string, port: number, authorization?: string][] = [
  ['http://proxy.example:3128', false, 'proxy.example', 3128],
  ['http://proxy.example:3128/', false, 'proxy.example', 3128],
  ['proxy.example:3128', false, 'proxy.example', 3128],
  ['http://proxy.example', false, 'proxy.example', 80],
  ['https://proxy.example', true, 'proxy.example', 443],
  ['http://[fd00::1]:8080', false, 'fd00::1', 8080],
  ['http://ada:p%40ss%3A@proxy.example:3128', false, 'proxy.example', 3128, 'ada:p@ss:'],
  ['http://ada@proxy.example:3128', false, 'proxy.example', 3128, 'ada:'],
]

for (const [text, isSecure, host, port, credentials] of READ) {
  test(`${text} is a proxy`, () => {
    const proxy = parseProxy(text)
    assert.deepEqual([proxy.isSecure, proxy.host, proxy.port], [isSecure, host, port])
    assert.equal(proxy.authorization, credentials === undefined ? undefined : `Basic ${btoa(credentials)}`)
    assert.doesNotMatch(proxy.name, /@|ada/)
  })
}

test('anything else is refused, and its password is not quoted', () => {
  const secret = 'tell-nobody'
  const others = [
    `socks5://a:${secret}@h:1`,
    `http://a:${secret}@h:99999`,
    `http://a:${secret}%@h:1`,
    `ftp://${secret}@h`,
  ]
  for (const text of [...others, `http://a:${secret}@h/path`, '', 'http://', 'http:// h', `http://h?${secret}`]) {
    assert.throws(
      () => parseProxy(text),
      (error: Error & { code?: string }) => {
        assert.equal(error.code, 'ERR_INVALID_ARG_VALUE')
        assert.doesNotMatch(`${error.message} ${JSON.stringify(error)}`, new RegExp(secret))
        return error instanceof TypeError
      },
      text,
    )
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      try {
        parseProxy(text)
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'ERR_INVALID_ARG_VALUE')
      }
    }),
  )
})
