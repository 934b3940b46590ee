import type { Page } from 'puppeteer-core'

/** The states of the bell: the SDK's, and the bell's own. */
type BellState = 'default' | 'granted-unsubscribed' | 'subscribed' | 'denied' | 'key-mismatch' | 'unsynced'

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
export async function seeBell(page: Page, ...states: readonly BellState[]): Promise<BellState> {
  const wanted = states.map((state) => `#bell[status="${state}"]:not([busy])`).join(',')
  try {
    await page.waitForSelector(wanted, { timeout: 30_000 })
    return (await page.$eval('#bell', (bell) => bell.getAttribute('status'))) as BellState
  } catch (cause) {
    const bell = await page.evaluate(`bell.client?.state().then((state) => JSON.stringify(state))`)
    throw new Error(`the bell shows not ${states.join(' or ')} but ${String(bell)}`, { cause })
  }
}

/** Presses the bell and waits for the state it then shows. */
export async function pressBell(page: Page, result: BellState): Promise<void> {
  // The bell says its state before it has drawn its switch.
  await (await page.waitForSelector('#bell >>> [role=switch]'))?.click()
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
