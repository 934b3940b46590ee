import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { chooseLanguage, LANGUAGES, say } from '../components/words.ts'
import type { State } from '../state.ts'
import { checkManifest, manifestFaults } from './check-manifest.ts'
import { chooseHelp } from './choose-help.ts'
import { recogniseBrowser, type RecognisedBrowser } from './recognise-browser.ts'

const folder = join(import.meta.dirname, '..', '..', 'words')
const english = await read('en')
const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'

async function read(language: string): Promise<Record<string, string>> {
  return JSON.parse(await readFile(join(folder, `${language}.json`), 'utf8')) as Record<string, string>
}

test('browser, system and app are recognised by the user agent', () => {
  const cases: [string, string][] = [
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36`, 'chrome windows'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0`, 'edge windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'firefox linux'],
    [`${mac} Version/26.0 Safari/605.1.15`, 'safari macos'],
    [`${iphone} Version/26.0 Mobile/15E148 Safari/604.1`, 'safari ios'],
    [`${iphone} CriOS/140.0.7339.39 Mobile/15E148 Safari/604.1`, 'chrome ios'],
    [`${iphone} FxiOS/145.0 Mobile/15E148 Safari/604.1`, 'firefox ios'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/142.0.0.0 Mobile Safari/537.36`, 'chrome android'],
    [
      `Mozilla/5.0 (Linux; Android 10; K) ${webkit} SamsungBrowser/29.0 Chrome/136.0.0.0 Safari/537.36`,
      'samsung android',
    ],
    [`Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/142.0.0.0 Mobile Safari/537.36 EdgA/142.0`, 'edge android'],
    ['Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0', 'firefox android'],
    [`${iphone} Mobile/15E148 Instagram 380.0.0.29.109 [FBAN/FBIOS]`, 'other ios Instagram'],
    [`${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/514.0.0]`, 'other ios Facebook'],
    [`${iphone} Mobile/15E148 Safari Line/15.6.0`, 'other ios LINE'],
    ['curl/8.5.0', 'other other'],
    ['', 'other other'],
  ]
  for (const [userAgent, expected] of cases) {
    const { browser, system, app } = recogniseBrowser({ userAgent })
    assert.equal([browser, system, app].filter(Boolean).join(' '), expected, userAgent)
  }
  assert.equal(recogniseBrowser({ userAgent: `${mac} Version/26.0 Safari/605.1.15`, maxTouchPoints: 5 }).system, 'ios')
})

test('every blocked browser on every system has its steps, and what is unknown has some too', () => {
  const denied = { status: 'denied' } as State
  for (const browser of ['chrome', 'edge', 'firefox', 'safari', 'samsung', 'other'] as const) {
    for (const system of ['windows', 'macos', 'android', 'ios', 'linux', 'other'] as const) {
      const help = chooseHelp(denied, { browser, system })
      assert.ok(help?.picture)
      const steps = say(english, help.steps).split('\n')
      assert.ok(steps.length >= 3, `${browser} on ${system}: ${steps.join(' ')}`)
    }
  }
  const on = (browser: RecognisedBrowser['browser'], system: RecognisedBrowser['system']): string =>
    say(english, chooseHelp(denied, { browser, system })?.steps ?? [])
  assert.match(on('chrome', 'android'), /^Tap/)
  assert.match(on('chrome', 'windows'), /^Click/)
  assert.match(on('firefox', 'ios'), /Settings app/)
})

test('all languages have the texts of English, with the same placeholders and as many steps', async () => {
  assert.deepEqual((await readdir(folder)).toSorted(), LANGUAGES.map((language) => `${language}.json`).toSorted())
  const marks = (text: string): string[] => [...text.matchAll(/\{\w+\}|\n/g)].map(String).toSorted()
  for (const language of LANGUAGES) {
    const words = await read(language)
    assert.deepEqual(Object.keys(words), Object.keys(english), language)
    for (const [name, text] of Object.entries(words)) {
      assert.ok(text.trim(), `${language} ${name}`)
      assert.deepEqual(marks(text), marks(english[name] ?? ''), `${language} ${name}`)
    }
    assert.equal(words['dir'], language === 'ar' ? 'rtl' : 'ltr')
  }
})

test('a language is chosen by its tag, and English stands in for others', () => {
  const chosen = ['de-AT', 'AR-eg', 'ja', 'pt-BR', '', 'x'].map(chooseLanguage)
  assert.deepEqual(chosen, ['de', 'ar', 'ja', 'en', 'en', 'en'])
})

test('a text is the first there is, and an unknown placeholder stays', () => {
  assert.equal(say({ b: 'For {app} {else}' }, ['a', 'b'], { app: 'you' }), 'For you {else}')
  assert.equal(say({}, ['a']), '')
})

test('a manifest that iOS takes has no fault, and each fault has a name', () => {
  const good = { display: 'standalone', name: 'A site', icons: [{ src: '/icon.png' }] }
  assert.deepEqual(manifestFaults(good), [])
  assert.deepEqual(manifestFaults({ ...good, display: 'fullscreen', name: undefined, short_name: 'A' }), [])
  assert.deepEqual(manifestFaults({ ...good, display: 'browser' }), ['no-standalone'])
  assert.deepEqual(manifestFaults({}), ['no-standalone', 'no-name', 'no-icons'])
  for (const nonsense of [null, 7, 'x']) assert.deepEqual(manifestFaults(nonsense), ['manifest-unreadable'])
})

test('a manifest that is missing or broken is named', async () => {
  const page = (href?: string): Document => ({ querySelector: () => (href ? { href } : null) }) as unknown as Document
  const answer =
    (text: string, status = 200) =>
    async (): Promise<Response> =>
      new Response(text, { status })
  assert.deepEqual(await checkManifest(page(), answer('')), ['no-manifest'])
  assert.deepEqual(await checkManifest(page('/m'), answer('{')), ['manifest-unreadable'])
  assert.deepEqual(await checkManifest(page('/m'), answer('{}', 404)), ['manifest-unreadable'])
  assert.deepEqual(await checkManifest(page('/m'), async () => Promise.reject(new TypeError())), [
    'manifest-unreadable',
  ])
})
