// "On, but nothing appears?": the bell sends a test to this very browser, with everything real: the browsers, their
// Push API, the push service, Belfry and the desktop.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { createBelfry } from 'belfry'
import { findBrowser } from '../../setup/browsers.ts'
import { openBrowser } from '../support/browsers/open-browser.ts'
import { startNotificationDaemon } from '../support/desktop/notification-daemon.ts'
import { servePages } from '../support/network/serve-pages.ts'

const PAGE = `<!doctype html><html lang="en"><title>Site</title>
<script type="module" src="/b/default/components.js"></script><belfry-bell inline></belfry-bell>`
const BELL = `document.querySelector('belfry-bell').shadowRoot`
// How often the page has looked which notifications stand.
const COUNT = `(() => {
  window.looked = 0
  const look = ServiceWorkerRegistration.prototype.getNotifications
  ServiceWorkerRegistration.prototype.getNotifications = function (filter) {
    window.looked += 1
    return look.call(this, filter)
  }
})()`

for (const name of ['firefox', 'chromium'] as const) {
  const skip = findBrowser(name) === undefined && `${name} is not on this machine`

  describe(`the self-test in ${name}`, { skip, timeout: 80_000 }, () => {
    test('arrives on the desktop, and the bell says that only the system can hide it', async () => {
      await using stack = new AsyncDisposableStack()
      const data = await mkdtemp(join(tmpdir(), 'belfry-self-test-'))
      stack.defer(() => rm(data, { recursive: true, force: true, maxRetries: 5 }))
      const push = stack.use(await startPushService())
      const desktop = stack.use(await startNotificationDaemon())
      let site: RequestListener = () => undefined
      const { origin } = stack.use(await servePages('localhost', (request, response) => site(request, response)))
      const { allow, ca, resolve } = push
      const belfry = stack.use(await createBelfry({ data, url: origin, push: { allow, ca, resolve }, log: 'silent' }))
      site = (request, response) => {
        if (request.url?.startsWith('/b/')) belfry.listener(request, response)
        else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE)
      }
      const { browser } = stack.use(await openBrowser({ browser: name, service: push, dbus: desktop.address }))
      const page = await browser.newPage()
      await page.goto(origin)
      await page.waitForFunction(`${BELL}?.querySelector('[part=switch]')`)
      await page.evaluate(`${BELL}.querySelector('[part=switch]').click()`)
      await page.waitForFunction(`${BELL}.querySelector('[part=test]')`)
      await page.evaluate(COUNT)
      await page.evaluate(`${BELL}.querySelector('[part=test]').click()`)
      await desktop.waitFor(({ summary }) => summary === 'It works')
      await page.waitForFunction(
        `/has arrived|not be sent|not got|waiting/.test(${BELL}.querySelector('[part=tested]').textContent)`,
      )
      const told = (await page.evaluate(`${BELL}.querySelector('[part=tested]').textContent`)) as string
      assert.match(told, /The test has arrived/)
      // Once, for older tests. Chromium forgets what its worker shows at that moment, and then nobody can click it.
      assert.equal(await page.evaluate('window.looked'), 1)
    })
  })
}
