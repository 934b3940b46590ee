import { join } from 'node:path'
import type { PushServiceAddresses } from '@belfry/push-service'
import type { BrowserName, LaunchedBrowser, NotificationPermission } from '@belfry/push-service/browser'
import type { Browser, Page } from 'puppeteer-core'
import { openBrowser } from '../support/browsers/open-browser.ts'
import type { NotificationDaemon, ShownNotification } from '../support/desktop/notification-daemon.ts'
import type { SiteProcess } from './site-process.ts'
import { pressBell, seeBell, signIn } from './visitor.ts'

const DECLARATIVE = 'dom.push.declarative.enabled'

/** Whether this run's Firefox shows declarative messages itself; undefined: as it comes. test/e2e/main.ts --declarative. */
export const showsDeclarative = { on: true, off: false }[process.env['BELFRY_E2E_DECLARATIVE'] ?? '']

/** The site and services that a seat uses. */
export interface Surroundings {
  readonly browser: BrowserName
  readonly desktop: NotificationDaemon
  /** Keeps the browser's profile, so that it can be switched off and on. */
  readonly folder: string
  readonly push: PushServiceAddresses
  /** The site as it runs now: it may have been restarted. */
  readonly site: () => SiteProcess
  readonly password: string
}

/** One browser on one desktop, and the actions of the site's owner there. */
export class Seat implements AsyncDisposable {
  readonly #surroundings: Surroundings
  #launched: LaunchedBrowser | undefined

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  get desktop(): NotificationDaemon {
    return this.#surroundings.desktop
  }

  get #running(): LaunchedBrowser {
    if (this.#launched === undefined) throw new Error('the browser is off')
    return this.#launched
  }

  get browser(): Browser {
    return this.#running.browser
  }

  get site(): SiteProcess {
    return this.#surroundings.site()
  }

  async browserOn(): Promise<void> {
    const { browser, desktop, folder, push } = this.#surroundings
    const program = process.env['BELFRY_E2E_PROGRAM']
    this.#launched = await openBrowser({
      browser,
      service: push,
      userDataDir: join(folder, 'profile'),
      dbus: desktop.address,
      ...(program === undefined ? {} : { executablePath: program }),
      ...(showsDeclarative === undefined ? {} : { preferences: { [DECLARATIVE]: showsDeclarative } }),
    })
  }

  async browserOff(): Promise<void> {
    await this.#launched?.close()
    this.#launched = undefined
  }

  /** The owner signs in, in a new page, and sees the inbox. */
  async ownerSignsIn(): Promise<Page> {
    const page = await this.browser.newPage()
    await signIn(page, this.site, this.#surroundings.password)
    return page
  }

  /** The owner signs in and turns the bell on. */
  async ownerSubscribes(): Promise<Page> {
    const page = await this.ownerSignsIn()
    await seeBell(page, 'default', 'granted-unsubscribed')
    await pressBell(page, 'subscribed')
    return page
  }

  async openPage(path: string): Promise<Page> {
    const page = await this.browser.newPage()
    await page.goto(new URL(path, this.site.url).href)
    return page
  }

  /** Closes every page of the site, except perhaps one; the browser itself stays open. */
  async closePages(kept?: Page): Promise<void> {
    const pages = await this.browser.pages()
    await this.browser.newPage()
    for (const page of pages) if (page !== kept) await page.close()
  }

  /** The page that shows this path, one that a click has opened for instance. */
  async pageAt(path: string): Promise<Page> {
    const pages = await this.browser.pages()
    const found = pages.find((page) => new URL(page.url()).pathname === path)
    if (found === undefined) throw new Error(`no page shows ${path}`)
    return found
  }

  /** Paths of all open pages of the site. */
  async pagePaths(): Promise<string[]> {
    const urls = (await this.browser.pages()).map((page) => page.url())
    return urls.filter((url) => url.startsWith(this.site.url)).map((url) => new URL(url).pathname)
  }

  /** Waits until some page shows this path, one that a click has opened for instance. */
  async pageOpened(path: string): Promise<void> {
    const isThere = (url: string) => url.startsWith(this.site.url) && new URL(url).pathname === path
    await this.browser.waitForTarget((target) => isThere(target.url()), { timeout: 30_000 })
  }

  /** The action of a person in the browser's settings for this site. */
  async setPermission(permission: NotificationPermission): Promise<void> {
    await this.#running.setNotificationPermission(new URL(this.site.url).origin, permission)
  }

  /** Waits until the desktop shows a notification of this title and text. */
  async seeNotification(title: string, body: string): Promise<ShownNotification> {
    const { desktop } = this.#surroundings
    return desktop.waitFor((shown) => shown.summary === title && textOf(shown) === body)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browserOff()
  }
}

// Chromium writes the site's host above the text, since the desktop does not know it.
function textOf({ body }: ShownNotification): string {
  return body.replace(/^localhost:\d+\n\n/, '')
}
