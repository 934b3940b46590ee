// A site below a path, https://example.com/app, with Belfry at /app/b: real clicks in real browsers, on a notification with
// a link, on one without, and on one that could not be read.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { startPushService } from '@belfry/push-service'
import { buildRequest, checkKeys, generateVapidKeys, Sender, VapidSigner } from '@belfry/web-push'
import { createBelfry } from 'belfry'
import { provideBrowser } from '../../setup/browsers.ts'
import { openBrowser } from '../support/browsers/open-browser.ts'
import { startNotificationDaemon } from '../support/desktop/notification-daemon.ts'
import { servePages } from '../support/network/serve-pages.ts'

for (const name of ['firefox', 'chromium'] as const) {
  const provided = await provideBrowser(name)
  const skip = !provided.ok && `it needs ${name} and its companions: ${provided.install}`

  describe(`a site below a path in ${name}`, { skip, timeout: 170_000 }, () => {
    test('keeps its links, its first page and its general notification below it', async () => {
      await using stack = new AsyncDisposableStack()
      const data = await mkdtemp(join(tmpdir(), 'belfry-path-'))
      stack.defer(() => rm(data, { recursive: true, force: true, maxRetries: 5 }))
      const push = stack.use(await startPushService())
      const desktop = stack.use(await startNotificationDaemon())
      let site: RequestListener = () => undefined
      const { origin } = stack.use(await servePages('localhost', (request, response) => site(request, response)))
      const { allow, ca, resolve } = push
      const keys = generateVapidKeys()
      const settings = {
        url: `${origin}/app`,
        basePath: '/app',
        push: { allow, ca, resolve },
        secrets: { vapidPrivateKey: keys.privateKey },
      }
      const belfry = stack.use(await createBelfry({ data, ...settings, log: 'silent' }))
      site = (request, response) => belfry.listener(request, response, () => response.writeHead(200, HTML).end(PAGE))
      const { browser } = stack.use(await openBrowser({ browser: name, service: push, dbus: desktop.address }))
      const page = await browser.newPage()
      await page.goto(`${origin}/app/start`)
      await page.waitForFunction('window.client')
      const { status, reason } = (await page.evaluate('client.subscribe()')) as { status: string; reason?: string }
      assert.equal(status, 'subscribed', reason)

      const click = async (title: string, path: string): Promise<void> => {
        const shown = await desktop.waitFor(({ summary }) => summary === title)
        const opened = browser.waitForTarget((target) => target.url() === origin + path, { timeout: 30_000 })
        desktop.click(shown.id)
        await opened
        for (const other of await browser.pages()) if (other.url() === origin + path) await other.close()
      }
      await belfry.notify({ to: { all: true }, title: 'With a link', url: '/posts/7' })
      await click('With a link', '/app/posts/7')
      await belfry.notify({ to: { all: true }, title: 'With the whole path', url: '/app/posts/8' })
      await click('With the whole path', '/app/posts/8')
      await belfry.notify({ to: { all: true }, title: 'Without a link' })
      await click('Without a link', '/app')

      // From another sender with the same key: nothing that a worker could read.
      const { endpoint, keys: held } = (await page.evaluate(SUBSCRIPTION)) as BrowserSubscription
      const checked = checkKeys(held)
      assert.ok(checked.ok)
      const signer = new VapidSigner({ keys, subject: 'https://example.com' })
      const message = { endpoint, keys: checked, ttl: 60, urgency: 'high', signer } as const
      const sender = stack.use(new Sender({ ca, resolve, allowPrivate: allow }))
      await sender.send(buildRequest({ ...message, payload: Buffer.from('{"title":') }))
      await click('localhost', '/app/')
    })
  })
}

interface BrowserSubscription {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

const SUBSCRIPTION = `navigator.serviceWorker.getRegistration('/app/b/default/')
  .then((registration) => registration.pushManager.getSubscription())
  .then((subscription) => subscription.toJSON())`
const HTML = { 'content-type': 'text/html' }
const PAGE = `<!doctype html><title>Site</title><script type="module">
  import { createClient } from '/app/b/default/client.js'
  window.client = createClient()
</script>`
