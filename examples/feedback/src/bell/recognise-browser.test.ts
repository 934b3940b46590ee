import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recogniseBrowser } from './recognise-browser.ts'

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test('the browser and the system are recognised by what they say they are', () => {
  const cases: [string, string, string][] = [
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36`, 'chrome', 'windows'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0`, 'edge', 'windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'firefox', 'linux'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', 'safari', 'mac'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1', 'ios', 'ios'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/142.0.0.0 Mobile Safari/537.36`, 'android', 'android'],
    ['curl/8.5.0', 'other', 'other'],
    ['', 'other', 'other'],
  ] // prettier-ignore
  for (const [userAgent, browser, system] of cases) {
    assert.deepEqual(recogniseBrowser(userAgent), { browser, system }, userAgent)
  }
})
