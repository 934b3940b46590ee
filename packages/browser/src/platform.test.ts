import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SimulatedBrowser } from '../testing/simulated-browser.ts'
import { platformFault, type Environment } from './platform.ts'

const agents = {
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ' +
    'Version/18.4 Mobile/15E148 Safari/604.1',
  ipad:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 ' +
    'Safari/605.1.15',
  iosApp:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ' +
    'Mobile/15E148 [FBAN/FBIOS]',
  iosChrome:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ' +
    'CriOS/140.0.7339.39 Mobile/15E148 Safari/604.1',
  androidApp:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 ' +
    'Chrome/140.0.0.0 Mobile Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
}

function without(userAgent: string, more: object = {}, touchPoints = 0): Environment {
  const navigator = { language: 'en', userAgent, maxTouchPoints: touchPoints } as Navigator
  return { isSecureContext: true, navigator, fetch, ...more }
}

function told(environment: Environment): string {
  const fault = platformFault(environment)
  assert.ok(!fault || fault.remedy === 'user')
  return fault ? `${fault.status} ${fault.code}` : 'able'
}

test('a browser with everything is able', () => {
  assert.equal(told(new SimulatedBrowser('https://x.example').page()), 'able')
})

test('an insecure page is told apart from an old browser', () => {
  assert.equal(told(without(agents.firefox, { isSecureContext: false })), 'insecure-context insecure-context')
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
  assert.equal(told(without(agents.iosApp)), 'in-app-webview in-app-webview')
  assert.equal(told(without(agents.androidApp)), 'in-app-webview in-app-webview')
})

test('the web views of the apps that people come from are known, and their users’ own browsers are not', () => {
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
  for (const app of [
    'Mobile/15E148 Instagram 380.0.0.29.109 (iPhone14,5; iOS 18_4; en_US; scale=3.00)',
    'Version/18.4 Mobile/15E148 Safari/604.1 [FBAN/FBIOS;FBAV/514.0.0.50.109]',
    'Mobile/15E148 musical_ly_39.5.0 BytedanceWebview/d8a21c6',
    'Mobile/15E148 MicroMessenger/8.0.58(0x18003a2f) NetType/WIFI Language/en',
    'Mobile/15E148 [LinkedInApp]/9.31.1',
    'Version/18.4 Mobile/15E148 Safari/604.1 Twitter for iPhone/10.93',
    'Mobile/15E148 Safari Line/15.6.0',
  ]) {
    assert.equal(told(without(`${phone} ${app}`)), 'in-app-webview in-app-webview', app)
  }
  assert.equal(told(without(agents.iphone)), 'ios-not-installed ios-not-installed')
  const able = new SimulatedBrowser('https://x.example').page()
  Object.assign(able.navigator, { userAgent: agents.androidApp })
  assert.equal(told(able), 'able', 'what has push is no web view that needs leaving')
})
