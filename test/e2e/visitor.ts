import type { Page } from 'puppeteer-core'

/** What the bell may show; the words of the SDK's State, and the bell's own. */
type BellState = 'default' | 'unsubscribed' | 'subscribed' | 'denied' | 'key-mismatch' | 'unsynced'

/** Signs the owner in and waits for the inbox. */
export async function signIn(page: Page, site: { url: string }, password: string): Promise<void> {
  await page.goto(new URL('/admin', site.url).href)
  await page.type('#password', password)
  await Promise.all([page.waitForNavigation(), page.click('button.primary')])
}

/** Opens the inbox of an owner who is signed in, as a visit does after days. */
export async function visitInbox(page: Page, site: { url: string }): Promise<void> {
  await page.goto(new URL('/admin/feedback', site.url).href)
}

/** Waits until the bell has finished what it does and shows this state. */
export async function seeBell(page: Page, ...states: readonly BellState[]): Promise<void> {
  const wanted = states.map((state) => `#bell[data-state="${state}"]:not([aria-busy])`).join(',')
  try {
    await page.waitForSelector(wanted, { timeout: 30_000 })
  } catch (cause) {
    const bell = await page.evaluate(`
      [Notification.permission, bell.dataset.state, bell.ariaBusy, bell.querySelector('[role=status]').textContent]
    `)
    throw new Error(`the bell shows not ${states.join(' or ')} but ${String(bell)}`, { cause })
  }
}

/** Presses the bell and waits for what it then shows. */
export async function ringBell(page: Page, result: BellState): Promise<void> {
  await page.click('#bell button')
  await seeBell(page, result)
}

/** The endpoint this browser holds for the site, null when it has none; asked of the browser, not of Belfry. */
export async function endpointOf(page: Page): Promise<string | null> {
  return (await page.evaluate(`
    navigator.serviceWorker.getRegistration('/b/default/')
      .then((registration) => registration?.pushManager.getSubscription())
      .then((subscription) => subscription?.endpoint ?? null)
  `)) as string | null
}
