import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { recogniseBrowser } from './recognise-browser.ts'

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'

test('name, version and system of the browsers there are', () => {
  const cases: [string, string][] = [
    [`${iphone} Version/18.4 Mobile/15E148 Safari/604.1`, 'Safari 18 iPhone true'],
    [`${mac} Version/18.4 Safari/605.1.15`, 'Safari 18 Mac false'],
    [`${iphone} Mobile/15E148 [FBAN/FBIOS]`, 'undefined undefined iPhone true'],
    [`${iphone} CriOS/140.0.7339.39 Mobile/15E148 Safari/604.1`, 'Chrome 140 iPhone true'],
    [
      `Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A; wv) ${webkit} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36`,
      'Chrome 140 Android true',
    ],
    [`Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/140.0.0.0 Mobile Safari/537.36`, 'Chrome 140 Android true'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
      'Edge 140 Windows false',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0`,
      'Opera 124 Windows false',
    ],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/140.0.0.0 Safari/537.36`, 'Chrome 140 CrOS false'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Firefox 153 Linux false'],
    ['', 'undefined undefined undefined false'],
  ]
  for (const [userAgent, expected] of cases) {
    const { name, version, os, mobile } = recogniseBrowser(userAgent)
    assert.equal(`${name} ${version} ${os} ${mobile}`, expected, userAgent)
  }
})

test('for any User-Agent the stored name is short and plain', () => {
  const words = fc.constantFrom('Chrome/', 'Firefox/', 'Version/', '9', ' ', '\u0000', 'Edg', '/')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((parts) => parts.join('')),
      ),
      (userAgent) => {
        for (const value of Object.values(recogniseBrowser(userAgent))) assert.match(String(value), /^\w{1,64}$/)
      },
    ),
  )
})
