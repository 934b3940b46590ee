import type { PushService } from '@belfry/push-service'
import type { Browser, Page } from 'puppeteer-core'
import { until } from '../time/until.ts'
import type { SiteProgram } from './site-program.ts'

interface Listed {
  notifications: { progress: { outcomes: Record<string, number> } }[]
}

export interface Ringing {
  push: PushService
  browser: Browser
  signal: AbortSignal
  /** Of the worker that shows it; Belfry's own when absent. */
  scope?: string
}

/**
 * Turns on the bell of a site's page, publishes with the site's own button, and expects the notification in the
 * browser.
 */
export async function ringSite(
  site: SiteProgram,
  { push, browser, signal, scope = '/b/default/' }: Ringing,
): Promise<void> {
  const page = await browser.newPage()
  await page.goto(site.url)
  await page.waitForFunction('bell.textContent.endsWith(": granted-unsubscribed")')
  await page.click('#bell')
  await page.waitForFunction('bell.textContent.endsWith(": subscribed")')

  const { mark } = push.events
  await Promise.all([push.events.next('delivered', { after: mark }), page.click('#publish')])
  await seeNotification(page, scope, 'A new post')

  await until(async () => {
    const { notifications } = (await site.api('/v1/notifications')) as Listed
    return notifications.length === 1 && notifications[0]?.progress.outcomes['accepted'] === 1
  }, signal)
  await page.close()
}

async function seeNotification(page: Page, scope: string, title: string): Promise<void> {
  await page.waitForFunction(
    `navigator.serviceWorker.getRegistration('${scope}')
      .then((registration) => registration.getNotifications())
      .then((shown) => shown.some(({ title }) => title === ${JSON.stringify(title)}))`,
    { polling: 100, timeout: 60_000 },
  )
}
