import type { Browser } from 'puppeteer-core'
import type { BrowserName } from './find-browser.ts'

export type NotificationPermission = 'granted' | 'denied' | 'prompt'

/** Changes a site's notification permission as its user would. */
export async function setPermission(
  name: BrowserName,
  browser: Browser,
  origin: string,
  permission: NotificationPermission,
): Promise<void> {
  if (name === 'firefox') {
    const notifications = { permission: { name: 'notifications' }, state: permission }
    await browser.defaultBrowserContext().setPermission(origin, notifications)
    return
  }
  // A permission set through the protocol is only an override, under which Chromium keeps the subscription: only the
  // settings page ends it.
  const page = await browser.newPage()
  try {
    const site = encodeURIComponent(origin)
    await page.goto(`chrome://settings/content/siteDetails?site=${site}`)
    const setting = { granted: 'allow', denied: 'block', prompt: 'ask' }[permission]
    // Anything but one name would change every permission of the site, JavaScript's included.
    const call = JSON.stringify([origin, 'notifications', setting])
    await page.evaluate(`chrome.send('setOriginPermissions', ${call})`)
  } finally {
    await page.close()
  }
}
