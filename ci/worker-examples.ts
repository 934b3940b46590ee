// The examples whose own worker imports Belfry's, as their readers use them: built by Vite and rung in real browsers.
// Their bundlers bring hundreds of packages, so they are no dependencies of the repository.

import assert from 'node:assert/strict'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startPushService } from '@belfry/push-service'
import type { Page } from 'puppeteer-core'
import { openBrowser } from '#test/browsers/open-browser'
import { startNotificationDaemon } from '#test/desktop/notification-daemon'
import { ringSite } from '#test/sites/ring-site'
import { startSiteProgram } from '#test/sites/site-program'
import { provideBrowser } from '../setup/browsers.ts'
import { withInstalledExample } from './installed-example.ts'
import { here, type Place } from './slots.ts'
import { type Verdict, addVerdicts, nothing } from './verdict.ts'

const NAMES = ['serwist', 'vite-plugin-pwa'] as const
const BROWSERS = ['chromium', 'firefox'] as const

/** Skipped, with the reason, without a browser or a registry. */
export async function workerExamples(signal: AbortSignal, place: Place): Promise<Verdict> {
  const verdicts: Verdict[] = []
  const present: (typeof BROWSERS)[number][] = []
  for (const browser of BROWSERS) {
    const provided = await provideBrowser(browser)
    if (provided.ok) present.push(browser)
    else {
      const skip = { what: `examples with a worker, in ${browser}`, why: `they need it: ${provided.install}` }
      verdicts.push({ ...nothing, skipped: [skip] })
    }
  }
  for (const name of present.length > 0 ? NAMES : []) {
    const verdict = await withInstalledExample(name, signal, place, async ({ folder, run }) => {
      await run('vite build', 'node_modules/vite/bin/vite.js', 'build')
      for (const browser of present) await place.run(() => ring(folder, browser, signal), 'no-browser')
      return 1 + present.length
    })
    verdicts.push(verdict)
  }
  return addVerdicts(verdicts)
}

async function ring(folder: string, browser: (typeof BROWSERS)[number], signal: AbortSignal): Promise<void> {
  await using push = await startPushService()
  await using desktop = await startNotificationDaemon()
  await using launched = await openBrowser({ browser, service: push, dbus: desktop.address })
  const page = await launched.browser.newPage()
  await using site = await startSiteProgram(join(folder, 'src/main.ts'), { push: push.addresses })
  await ringSite(site, { push, browser: launched.browser, desktop, signal })

  // Belfry off and on, then a new version of the worker: there is one registration all the time, and it is the site's.
  await page.goto(site.url)
  await seeBell(page, 'subscribed')
  await page.click('#bell')
  await seeBell(page, 'granted-unsubscribed')
  await page.click('#bell')
  await seeBell(page, 'subscribed')
  const endpoint = await endpointOf(page)
  await appendFile(join(folder, 'dist/sw.js'), `\n// for ${browser}\n`)
  await page.evaluate(`navigator.serviceWorker.getRegistration('/').then((one) => {
    window.before = one.active
    return one.update().then(() => undefined)
  })`)
  await page.waitForFunction(`navigator.serviceWorker.getRegistration('/').then(({ active }) => active !== before)`)
  const { mark } = push.events
  await Promise.all([push.events.next('ack', { after: mark }), page.waitForNavigation(), page.click('#publish')])
  assert.equal(await endpointOf(page), endpoint)
  const scopes = `navigator.serviceWorker.getRegistrations().then((all) => all.map(({ scope }) => scope))`
  assert.deepEqual(await page.evaluate(scopes), [`${site.url}/`])

  // What the bundler has put into the worker for offline use does its part.
  await site[Symbol.asyncDispose]()
  await page.goto(site.url)
  await page.waitForFunction(`bell.textContent.startsWith('The bell: ')`)
}

async function seeBell(page: Page, state: string): Promise<void> {
  await page.waitForFunction(`bell.textContent.endsWith(': ${state}')`)
}

async function endpointOf(page: Page): Promise<unknown> {
  return page.evaluate(`navigator.serviceWorker.getRegistration('/')
    .then(({ pushManager }) => pushManager.getSubscription())
    .then(({ endpoint }) => endpoint)`)
}

if (import.meta.main) {
  const verdict = await workerExamples(new AbortController().signal, here)
  console.log(verdict.output || `${verdict.passed} passed`, ...verdict.skipped.map(({ why }) => why))
  process.exitCode = verdict.failed > 0 ? 1 : 0
}
