import type { PushService } from '@belfry/push-service'
import type { Browser, Page } from 'puppeteer-core'
import type { NotificationDaemon } from '../desktop/notification-daemon.ts'
import { until } from '../time/until.ts'
import type { SiteProgram } from './site-program.ts'

interface Listed {
  notifications: { progress: { outcomes: Record<string, number> } }[]
}

export interface Ringing {
  push: PushService
  browser: Browser
  /** That of the browser. */
  desktop: NotificationDaemon
  signal: AbortSignal
}

const TITLE = 'A new post'

/**
 * Turns on the bell of a site's page, publishes with the site's own button, and expects the notification on the
 * desktop. The browser is not asked for it: Chromium forgets what its worker is about to show when a page asks.
 */
export async function ringSite(site: SiteProgram, ringing: Ringing): Promise<void> {
  const page = await ringing.browser.newPage()
  try {
    await ring(page, site, ringing)
  } finally {
    await page.close()
  }
}

async function ring(page: Page, site: SiteProgram, { push, desktop, signal }: Ringing): Promise<void> {
  await page.goto(site.url)
  await page.waitForFunction('bell.textContent.endsWith(": granted-unsubscribed")')
  await page.click('#bell')
  await page.waitForFunction('bell.textContent.endsWith(": subscribed")')

  const { mark } = push.events
  const after = desktop.shown.length
  await Promise.all([push.events.next('delivered', { after: mark }), page.click('#publish')])
  await desktop
    .waitFor(({ summary }) => summary === TITLE, { after, timeoutMs: 60_000 })
    .catch(async (cause) => {
      const known = JSON.stringify({ push: push.events.since(mark), browser: await knownTo(page) }, null, 2)
      throw new Error(`“${TITLE}” is not on the desktop; known is ${known}`, { cause })
    })

  let listed: Listed | undefined
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(30_000)])
  await until(async () => {
    listed = (await site.api('/v1/notifications')) as Listed
    return listed.notifications.length === 1 && listed.notifications[0]?.progress.outcomes['accepted'] === 1
  }, inTime).catch((cause: unknown) => {
    throw new Error(`it is shown, but not written down: ${JSON.stringify(listed)}`, { cause })
  })
}

/** The workers of the page's site, and what they have shown. */
async function knownTo(page: Page): Promise<unknown> {
  return page.evaluate(`navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map(async (one) => ({
    scope: one.scope,
    workers: [one.installing, one.waiting, one.active].map((worker) => worker && worker.scriptURL + ' ' + worker.state),
    shown: (await one.getNotifications()).map(({ title }) => title),
  }))))`)
}
