// Belfry on another host than the page, in real browsers: the page's own worker imports Belfry's, as the guide says. The
// page is on localhost and Belfry on 127.0.0.1, which to a browser are two sites, and both secure.

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

interface State {
  status: string
  code?: string
  reason?: string
}

for (const name of ['firefox', 'chromium'] as const) {
  const skip = findBrowser(name) === undefined && `${name} is not on this machine`

  describe(`a page of another origin than Belfry in ${name}`, { skip, timeout: 80_000 }, () => {
    test('subscribes with its own worker, which imports Belfry’s; without it the error says so', async () => {
      await using stack = new AsyncDisposableStack()
      const data = await mkdtemp(join(tmpdir(), 'belfry-origins-'))
      stack.defer(() => rm(data, { recursive: true, force: true, maxRetries: 5 }))
      const push = stack.use(await startPushService())
      const { allow, ca, resolve } = push
      let site: RequestListener = () => undefined
      const pages = stack.use(await servePages('localhost', (request, response) => site(request, response)))
      const belfry = stack.use(
        await createBelfry({ data, url: pages.origin, push: { allow, ca, resolve }, log: 'silent' }),
      )
      const other = stack.use(await servePages('127.0.0.1', belfry.listener))
      site = siteThatUses(other.origin)
      const desktop = stack.use(await startNotificationDaemon())
      const { browser } = stack.use(await openBrowser({ browser: name, service: push, dbus: desktop.address }))
      const page = await browser.newPage()
      await page.goto(pages.origin)
      await page.waitForFunction('window.createClient')
      const ask = async (call: string) => (await page.evaluate(call)) as State

      const without = await ask('createClient().sync()')
      assert.equal(`${without.status} ${without.code}`, 'unsynced security-error')
      assert.match(without.reason ?? '', /SecurityError: .* pass registration/)

      const state = await ask('createClient({ registration }).subscribe()')
      assert.equal(state.status, 'subscribed', `${state.code}: ${state.reason}`)
      await belfry.notify({ to: { all: true }, title: 'From another host', url: '/there' })
      await desktop.waitFor(({ summary }) => summary === 'From another host')
      const off = await ask('createClient({ registration }).unsubscribe()')
      assert.equal(`${off.status} ${off.code}`, 'granted-unsubscribed turned-off')
    })
  })
}

/** The site's pages, with only the policies of the guide. */
function siteThatUses(belfry: string): RequestListener {
  const files: Record<string, [type: string, policy: string, body: string]> = {
    '/': [
      'text/html',
      `script-src 'self' ${belfry}; worker-src 'self'; connect-src ${belfry}`,
      '<!doctype html><title>Site</title><script type="module" src="/page.js"></script>',
    ],
    '/page.js': [
      'text/javascript',
      '',
      `import { createClient } from '${belfry}/b/default/client.js'
      const registration = () => navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)
      Object.assign(window, { createClient, registration })`,
    ],
    '/sw.js': [
      'text/javascript',
      `script-src ${belfry}; connect-src ${belfry}`,
      `self.belfry = { base: '${belfry}/b/default' }\nimportScripts('${belfry}/b/default/sw.js')`,
    ],
  }
  return (request, response) => {
    const [type, policy, body] = files[request.url ?? ''] ?? ['text/plain', '', 'nothing here']
    response.writeHead(200, { 'content-type': type, ...(policy && { 'content-security-policy': policy }) }).end(body)
  }
}
