import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SimulatedBrowser } from '../testing/simulated-browser.ts'
import { aboutBrowser } from './about-browser.ts'
import { platformFault, type Environment } from './platform.ts'

const agents = {
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Mobile/15E148 Safari/604.1',
  ipad: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15',
  iosApp:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS]',
  iosChrome:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.7339.39 Mobile/15E148 Safari/604.1',
  androidApp:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36',
  android:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
  opera:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0',
  chromeOs:
    'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
}

function without(userAgent: string, more: object = {}, touchPoints = 0): Environment {
  const navigator = { language: 'en', userAgent, maxTouchPoints: touchPoints } as Navigator
  return { isSecureContext: true, navigator, fetch, ...more }
}

function told(environment: Environment): string {
  const fault = platformFault(environment)
  assert.ok(!fault || fault.reason)
  return fault ? `${fault.status} ${fault.code}` : 'able'
}

test('a browser with everything is able', () => {
  assert.equal(told(new SimulatedBrowser('https://x.example').page()), 'able')
})

test('an insecure page is told apart from an old browser', () => {
  assert.equal(told(without(agents.firefox, { isSecureContext: false })), 'insecure insecure')
  assert.equal(told(without(agents.firefox)), 'unsupported unsupported')
})

test('iPhone and iPad outside the Home Screen are told apart from browsers without push', () => {
  assert.equal(told(without(agents.iphone)), 'ios-not-installed ios-not-installed')
  assert.equal(told(without(agents.ipad, {}, 5)), 'ios-not-installed ios-not-installed')
  assert.equal(told(without(agents.iosChrome)), 'ios-not-installed ios-not-installed')
  assert.equal(told(without(agents.ipad)), 'unsupported unsupported', 'a Mac')
})

test('on the Home Screen and still without push: the iOS is too old', () => {
  const matchMedia = (): MediaQueryList => ({ matches: true }) as MediaQueryList
  assert.equal(told(without(agents.iphone, { matchMedia })), 'unsupported unsupported')
})

test('the web view of an app cannot be added to the Home Screen', () => {
  assert.equal(told(without(agents.iosApp)), 'unsupported in-app-browser')
  assert.equal(told(without(agents.androidApp)), 'unsupported in-app-browser')
})

test('the server is told name, version and system of the browser', () => {
  const about = (userAgent: string): string => {
    const { browser } = aboutBrowser({ language: 'en', userAgent } as Navigator) as {
      browser: { name: string; version: string; os: string; mobile: boolean }
    }
    return `${browser.name} ${browser.version} ${browser.os} ${browser.mobile}`
  }
  assert.deepEqual(Object.values(agents).map(about), [
    'Safari 18 iPhone true',
    'Safari 18 Mac false',
    ' undefined iPhone true',
    'Chrome 140 iPhone true',
    'Chrome 140 Android true',
    'Chrome 140 Android true',
    'Edge 140 Windows false',
    'Opera 124 Windows false',
    'Chrome 140 CrOS false',
    'Firefox 153 Linux false',
  ])
})
