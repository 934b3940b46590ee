import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPushService, type PushService } from '@belfry/push-service'
import type { BrowserName } from '@belfry/push-service/browser'
import type { Page } from 'puppeteer-core'
import { startNotificationDaemon } from '../support/desktop/notification-daemon.ts'
import { Seat } from './seat.ts'
import { startSite, type SiteProcess } from './site-process.ts'
import { openSiteStore, type SiteStore } from './site-store.ts'

/** The browser of this run: test/e2e/main.ts --browser. */
export const browser = (process.env['BELFRY_E2E_BROWSER'] ?? 'firefox') as BrowserName

/**
 * A site with its owner, a push service, and a browser on a desktop: all of it real, in a temporary folder, with the
 * browser running and nobody signed in.
 *
 * @example
 * await using stage = await setStage()
 * await stage.seat.ownerSubscribes()
 */
export async function setStage(): Promise<Stage> {
  await using setting = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'belfry-e2e-'))
  setting.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const push = setting.use(await startPushService({ folder: join(folder, 'push') }))
  const site = await startSite({ data: folder, push: push.addresses })
  const stage = new Stage(folder, push, site, setting)
  setting.defer(() => stage.site[Symbol.asyncDispose]())
  setting.defer(() => stage.store.close())
  await stage.takeSeat('first')
  stage.keep(setting.move())
  return stage
}

// Firefox answers before a worker that was just running has released its storage: then all of it is still there.
async function untilForgotten(page: Page): Promise<void> {
  for (let asked = 1; asked <= 5; asked++) {
    const left = await remains(page)
    if (left === '') return
    if (asked === 5) throw new Error(`the browser has been told ${asked} times to forget the site and keeps ${left}`)
    await page.reload()
  }
}

/** The site's data that the browser has kept; empty when it has forgotten all of it. */
async function remains(page: Page): Promise<string> {
  return (await page.evaluate(`
    Promise.all([navigator.serviceWorker.getRegistrations(), indexedDB.databases()]).then(
      ([workers, databases]) =>
        [workers.map(({ scope }) => scope), databases.map(({ name }) => name), Object.keys(localStorage)].flat().join(),
      (error) => 'what it is forgetting at this moment: ' + error,
    )
  `)) as string
}

export class Stage implements AsyncDisposable {
  readonly push: PushService
  readonly store: SiteStore
  site: SiteProcess
  readonly #folder: string
  readonly #password: string
  readonly #seats: Seat[] = []
  #belongings: AsyncDisposableStack

  constructor(folder: string, push: PushService, site: SiteProcess, belongings: AsyncDisposableStack) {
    if (site.password === undefined) throw new Error('the first start printed no password')
    this.#folder = folder
    this.push = push
    this.site = site
    this.#password = site.password
    this.store = openSiteStore(join(folder, 'site', 'feedback.db'))
    this.#belongings = belongings
  }

  /** The owner's seat. */
  get seat(): Seat {
    return this.#seats[0] as Seat
  }

  /** One more browser, on its own desktop. */
  async takeSeat(name: string): Promise<Seat> {
    const desktop = this.#belongings.use(await startNotificationDaemon())
    const seat = new Seat({
      browser,
      desktop,
      folder: join(this.#folder, name),
      push: this.push.addresses,
      site: () => this.site,
      password: this.#password,
    })
    this.#belongings.use(seat)
    this.#seats.push(seat)
    await seat.browserOn()
    return seat
  }

  /** Starts the site again on the same data and port, after it has been stopped. */
  async siteOn(): Promise<void> {
    const port = Number(new URL(this.site.url).port)
    this.site = await startSite({ data: this.#folder, push: this.push.addresses, port })
  }

  /** Makes the push service lose every subscription, unnoticed by the browsers. */
  loseSubscriptions(): void {
    for (const subscription of this.push.subscriptions()) this.push.lose(subscription.id, 410)
  }

  /** Wipes the site's data in the browser of the owner's seat, by the header Clear-Site-Data. */
  async wipeSiteData(): Promise<void> {
    const { port, href } = new URL(this.site.url)
    await this.site.stop('SIGINT')
    const wiper = createServer((_request, response) => {
      response.writeHead(200, { 'clear-site-data': '"cookies", "storage"' }).end('wiped')
    })
    await once(wiper.listen(Number(port), '127.0.0.1'), 'listening')
    try {
      const page = await this.seat.browser.newPage()
      await page.goto(href)
      await untilForgotten(page)
      await page.close()
    } finally {
      wiper.close()
      wiper.closeAllConnections()
    }
    await once(wiper, 'close')
    await this.siteOn()
  }

  keep(belongings: AsyncDisposableStack): void {
    this.#belongings = belongings
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#belongings.disposeAsync()
  }
}
