import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPushService, type PushService } from '@belfry/push-service'
import type { BrowserName, LaunchBrowserOptions, LaunchedBrowser } from '@belfry/push-service/browser'
import { createBelfry, type Belfry, type BelfryOptions } from 'belfry'
import type { Page } from 'puppeteer-core'
import { openSiteStore, type SiteStore } from '../e2e/site-store.ts'
import { openBrowser } from '../support/browsers/open-browser.ts'
import { startNotificationDaemon, type NotificationDaemon } from '../support/desktop/notification-daemon.ts'
import { servePages } from '../support/network/serve-pages.ts'

export interface PlaceOptions {
  belfry?: Partial<BelfryOptions>
  /** Further sites on the same Belfry and the same origin. */
  also?: readonly string[]
  /** What the site does with a request before Belfry and its pages do; true when it answers. */
  first?: (request: IncomingMessage, response: ServerResponse, belfry: Belfry) => boolean
  /** More for the body of its page. */
  body?: string
}

/**
 * A site with a real Belfry, a push service and a desktop, on which real browsers are opened. Its page `/` has a client
 * of each of its sites in `clients`; `?who=ada` signs Ada in, `?who=` nobody.
 */
export interface Place extends AsyncDisposable {
  belfry: Belfry
  origin: string
  push: PushService
  desktop: NotificationDaemon
  store: SiteStore
  /** Opens a browser on this profile; the same name again is the same browser after it was off. */
  open(
    browser: BrowserName,
    profile?: string,
    more?: Pick<LaunchBrowserOptions, 'executablePath' | 'preferences'>,
  ): Promise<LaunchedBrowser>
  /** A request with the API key; its answer's body. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test asserts on whatever came
  api(method: string, path: string, body?: object): Promise<any>
}

export async function openPlace({ first, body = '', also = [], ...options }: PlaceOptions = {}): Promise<Place> {
  await using setting = new AsyncDisposableStack()
  const data = await mkdtemp(join(tmpdir(), 'belfry-place-'))
  setting.defer(() => rm(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  const push = setting.use(await startPushService())
  let answer: RequestListener = () => undefined
  const { origin } = setting.use(await servePages('localhost', (request, response) => answer(request, response)))
  const { allow, ca, resolve } = push
  const topics = { news: { name: 'News' } }
  const belfry = setting.use(
    await createBelfry({
      data,
      url: origin,
      push: { allow, ca, resolve },
      topics,
      sites: Object.fromEntries(also.map((id) => [id, { url: origin, topics }])),
      log: 'silent',
      ...options.belfry,
    }),
  )
  answer = (request, response) => {
    if (first?.(request, response, belfry)) return
    belfry.listener(request, response, () => {
      const who = new URL(request.url ?? '/', origin).searchParams.get('who')
      const clients = ['default', ...also].map((site) => [
        site,
        { site, topics: ['news'], ...identityOf(belfry, site, who) },
      ])
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      response.end(pageOf(JSON.stringify(clients), body))
    })
  }
  const store = openSiteStore(join(data, 'belfry.db'))
  setting.defer(() => store.close())
  const desktop = setting.use(await startNotificationDaemon())
  const { apiKey } = JSON.parse(await readFile(join(data, 'secrets.json'), 'utf8')) as { apiKey: string }
  const kept = setting.move()
  return {
    belfry,
    origin,
    push,
    desktop,
    store,
    async open(browser, profile = 'first', more = {}) {
      const userDataDir = join(data, profile)
      const launched = await openBrowser({
        browser,
        service: push,
        dbus: desktop.address,
        userDataDir,
        ...more,
      })
      let isOpen = true
      const close = async (): Promise<void> => {
        if (isOpen) await launched.close()
        isOpen = false
      }
      kept.defer(close)
      return { ...launched, close, [Symbol.asyncDispose]: close }
    },
    async api(method, path, body) {
      const response = await belfry.fetch(
        new Request(new URL(path, origin), {
          method,
          headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
          ...(body && { body: JSON.stringify(body) }),
        }),
      )
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
      return JSON.parse(text) as unknown
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** Loads the page with this person signed in, calls a method of its client, and names the state that it resolves to. */
export async function visit(
  page: Page,
  { origin }: Place,
  { who, call = 'sync()', site = 'default' }: { who?: string; call?: string; site?: string } = {},
): Promise<string> {
  await page.goto(who === undefined ? `${origin}/` : `${origin}/?who=${who}`)
  return ask(page, call, site)
}

/** Calls a method of the client in an open page, and names the state that it resolves to. */
export async function ask(page: Page, call: string, site = 'default'): Promise<string> {
  await page.waitForFunction('window.clients')
  const state = await page.evaluate(`clients[${JSON.stringify(site)}].${call}`)
  const { status, code, reason } = state as { status: string; code?: string; reason?: string }
  return [status, code].filter(Boolean).join(' ') + (status === 'unsynced' ? `: ${reason}` : '')
}

/** The endpoint that this browser holds for a site, null when it has none: asked of the browser, not of Belfry. */
export async function endpointIn(page: Page, site = 'default'): Promise<string | null> {
  return (await page.evaluate(`navigator.serviceWorker.getRegistration('/b/${site}/')
    .then((registration) => registration?.pushManager.getSubscription())
    .then((subscription) => subscription?.endpoint ?? null)`)) as string | null
}

function identityOf(belfry: Belfry, site: string, who: string | null): { identity?: string | null } {
  if (who === null) return {}
  return { identity: who === '' ? null : belfry.identify({ subscriber: who, site }) }
}

function pageOf(clients: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Site</title>
    <script type="module">
      import { createClient } from '/b/default/client.js'
      window.clients = Object.fromEntries(${clients}.map(([site, options]) => [site, createClient(options)]))
    </script>${body}</html>`
}
