import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent } from 'node:https'
import { createRequire } from 'node:module'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { startPushService, type PushService } from '@belfry/push-service'
import {
  BrowserMissingError,
  findBrowser,
  launchBrowser,
  type BrowserName,
  type LaunchedBrowser,
} from '@belfry/push-service/browser'
import type { Page } from 'puppeteer-core'

// Real browsers, the push service, and the npm package web-push between them: nothing of Belfry's
// own sender, so that push service and browsers are proven by a third party.

interface WebPush {
  generateVAPIDKeys(): { publicKey: string; privateKey: string }
  sendNotification(
    subscription: unknown,
    payload: string | null,
    options: Record<string, unknown>,
  ): Promise<{ statusCode: number }>
}
const webPush = createRequire(import.meta.url)('web-push') as WebPush
const keys = webPush.generateVAPIDKeys()

const worker = `
  addEventListener('install', () => skipWaiting())
  addEventListener('activate', (event) => event.waitUntil(clients.claim()))
  const report = (what) => fetch('/report', { method: 'POST', body: JSON.stringify(what) })
  addEventListener('push', (event) => event.waitUntil((async () => {
    const text = event.data ? event.data.text() : null
    if (text === 'reject') throw new Error('rejected on purpose')
    await registration.showNotification('Belfry', { body: (text ?? '').slice(0, 100), tag: 'test' })
    const shown = await registration.getNotifications()
    await report({ text, shown: shown.map(({ title, body }) => title + ': ' + body) })
  })()))
  addEventListener('pushsubscriptionchange', (event) => event.waitUntil(report({ change: true })))
`

interface Report {
  readonly text?: string | null
  readonly shown?: readonly string[]
  readonly change?: boolean
}

interface Site extends AsyncDisposable {
  readonly url: string
  /** the next matching report of the service worker */
  report(fits: (report: Report) => boolean): Promise<Report>
}

async function startSite(): Promise<Site> {
  const reports: Report[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    if (request.url === '/report') {
      void readText(request).then((text) => {
        reports.push(JSON.parse(text) as Report)
        response.end()
        for (const wake of waiting) wake()
      })
    } else if (request.url === '/worker.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(worker)
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>x</title>')
    }
  })
  const listening = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', listening.resolve)
  await listening.promise
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    report: async (fits) => {
      for (;;) {
        const index = reports.findIndex(fits)
        const [report] = index < 0 ? [] : reports.splice(index, 1)
        if (report) return report
        const { promise, resolve, reject } = Promise.withResolvers<void>()
        const timer = setTimeout(() => {
          reject(new Error(`no such report within 30 s; seen: ${JSON.stringify(reports)}`))
        }, 30_000)
        waiting.add(resolve)
        await promise.finally(() => {
          clearTimeout(timer)
          waiting.delete(resolve)
        })
      }
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      const closed = Promise.withResolvers<void>()
      server.close(() => {
        closed.resolve()
      })
      await closed.promise
    },
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** Goes to the local service under the real host's name, as a sender with a mapped address does. */
function agentFor(service: PushService): Agent {
  const agent = new Agent({ ca: service.ca })
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => {
    const real = options.host ?? ''
    const target = service.resolve[real] ?? `127.0.0.1:${String(options.port)}`
    const [host, port] = target.split(':')
    return connect({ ...options, host, port: Number(port), servername: real }, callback)
  }
  return agent
}

interface Subscription {
  readonly endpoint: string
}

// Code for the page is text: a browser's page has other types than this program.

async function subscribe(page: Page): Promise<Subscription> {
  return (await page.evaluate(`navigator.serviceWorker.register('/worker.js')
    .then(() => navigator.serviceWorker.ready)
    .then(({ pushManager }) => pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: '${keys.publicKey}',
    }))
    .then((subscription) => subscription.toJSON())`)) as Subscription
}

async function currentEndpoint(page: Page): Promise<string | null> {
  return (await page.evaluate(`navigator.serviceWorker.ready
    .then(({ pushManager }) => pushManager.getSubscription())
    .then((subscription) => subscription?.endpoint ?? null)`)) as string | null
}

async function unsubscribe(page: Page): Promise<boolean> {
  return (await page.evaluate(`navigator.serviceWorker.ready
    .then(({ pushManager }) => pushManager.getSubscription())
    .then((subscription) => subscription.unsubscribe())`)) as boolean
}

function missing(browser: BrowserName): string | false {
  try {
    findBrowser(browser, process.env['PATH'] ?? '')
    return false
  } catch (error) {
    if (!(error instanceof BrowserMissingError)) throw error
    console.error(`NOT TESTED: ${error.message}`)
    return error.message
  }
}

for (const browser of ['firefox', 'chromium'] as const)
  describe(`${browser} at the push service`, { skip: missing(browser), timeout: 180_000 }, () => {
    let folder: string
    let site: Site
    let service: PushService
    let launched: LaunchedBrowser
    let page: Page
    let subscription: Subscription
    let agent: Agent

    const launch = async (): Promise<void> => {
      const userDataDir = join(folder, 'profile')
      launched = await launchBrowser({ browser, service, userDataDir })
    }
    const send = async (payload: string | null): Promise<number> => {
      const vapidDetails = { subject: 'mailto:push@example.com', ...keys }
      const { statusCode } = await webPush
        .sendNotification(subscription, payload, { vapidDetails, agent, TTL: 600 })
        .catch((error: unknown) => error as { statusCode: number })
      return statusCode
    }
    const idOf = async (mark: number): Promise<string> =>
      (await service.events.next('subscribed', { after: mark })).subscription

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), `belfry-contract-${browser}-`))
      site = await startSite()
      service = await startPushService({ folder: join(folder, 'service') })
      agent = agentFor(service)
      await launch()
    })
    after(async () => {
      await launched.close()
      await service.close()
      await site[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    })

    test('subscribes', async () => {
      const { mark } = service.events
      page = await launched.browser.newPage()
      await page.goto(site.url)
      subscription = await subscribe(page)
      const event = await service.events.next('subscribed', { after: mark })
      assert.equal(event.kind, browser)
      assert.equal(event.endpoint, subscription.endpoint)
      // Firefox is connected from its start, Chromium from its first subscription.
      await service.events.next('connected', { after: 0 })
    })

    test('its service worker reads the message and shows it', async () => {
      const { mark } = service.events
      assert.equal(await send('Grüße ✓ שלום'), 201)
      const report = await site.report(({ text }) => text === 'Grüße ✓ שלום')
      assert.deepEqual(report.shown, ['Belfry: Grüße ✓ שלום'])
      const ack = await service.events.next('ack', { after: mark })
      assert.equal(ack.code, 100)
    })

    test('a payload of 3993 bytes and none at all arrive', async () => {
      assert.equal(await send('x'.repeat(3993)), 201)
      await site.report(({ text }) => text?.length === 3993)
      assert.equal(await send(null), 201)
      await site.report(({ text }) => text === null)
    })

    test('a message arrives with the page closed', async () => {
      await page.close()
      assert.equal(await send('with the page closed'), 201)
      await site.report(({ text }) => text === 'with the page closed')
    })

    test('a message waits while browser and push service are off, and arrives when they are back', async () => {
      const { mark } = service.events
      await launched.close()
      await service.events.next('disconnected', { after: mark })
      assert.equal(await send('while it was off'), 201)
      await service.events.next('stored', { after: mark })
      await service.close()
      service = await startPushService({ folder: join(folder, 'service') })
      agent = agentFor(service)
      await launch()
      await site.report(({ text }) => text === 'while it was off')
      page = await launched.browser.newPage()
      await page.goto(site.url)
      assert.equal(await currentEndpoint(page), subscription.endpoint)
    })

    test('permission taken away ends the subscription at the service', async () => {
      const { mark } = service.events
      await launched.setNotificationPermission(new URL(site.url).origin, 'denied')
      const event = await service.events.next('unsubscribed', { after: mark })
      assert.equal(event.by, 'browser')
      if (browser === 'firefox') assert.equal(event.code, 202)
      assert.equal(await send('too late'), 410)
      await launched.setNotificationPermission(new URL(site.url).origin, 'granted')
      await site.report(({ change }) => change === true)
    })

    test('subscribing again gives a new endpoint, and unsubscribe() reaches the service', async () => {
      const before = service.events.mark
      const old = subscription.endpoint
      await page.reload()
      subscription = await subscribe(page)
      assert.notEqual(subscription.endpoint, old)
      const id = await idOf(before)
      assert.equal(await send('again'), 201)
      await site.report(({ text }) => text === 'again')

      const { mark } = service.events
      assert.ok(await unsubscribe(page))
      const event = await service.events.next('unsubscribed', { after: mark })
      assert.equal(event.subscription, id)
      if (browser === 'firefox') assert.equal(event.code, 200)
      assert.equal(await send('too late'), 410)
    })

    if (browser === 'firefox') {
      test('a rejecting push handler is reported', async () => {
        subscription = await subscribe(page)
        const { mark } = service.events
        assert.equal(await send('reject'), 201)
        const nack = await service.events.next('nack', { after: mark })
        assert.equal(nack.code, 302)
      })

      test('a message that cannot be decrypted is reported', async () => {
        const { mark } = service.events
        const stranger = await service.subscribe()
        const real = subscription
        subscription = { ...stranger, endpoint: real.endpoint }
        assert.equal(await send('not for you'), 201)
        const ack = await service.events.next('ack', { after: mark })
        assert.equal(ack.code, 101)
        subscription = real
      })

      test('a dropped connection is restored and brings the waiting messages', async () => {
        const { mark } = service.events
        service.firefox.disconnect()
        await service.events.next('disconnected', { after: mark })
        assert.equal(await send('between two connections'), 201)
        await site.report(({ text }) => text === 'between two connections')
      })

      test('a new identity makes the browser drop its subscription and say so', async () => {
        service.firefox.newIdentity()
        await site.report(({ change }) => change === true)
        assert.equal(await send('too late'), 410)
      })
    }
  })
