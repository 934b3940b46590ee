import { digest } from './base64url.ts'
import { failureOf, within } from './fault.ts'
import { isOurs, isStale, type Facts } from './facts.ts'
import { drop, keep, type Intent, type Place } from './keep.ts'

/** The server's problem codes that say "unsubscribe in the browser and subscribe again". */
const RENEW = /^(endpoint-(gone|owned|key-mismatch)|vapid-key-(unknown|retired))$/

/** A place where the user can be asked. */
export interface Page extends Place {
  permission(): NotificationPermission
}

/** Looks and changes nothing. */
export async function look(page: Page): Promise<Facts> {
  const facts: Facts = {
    permission: page.permission(),
    subscription: null,
    remembered: await page.memory.read(),
    own: page.own,
  }
  const asking = async (): Promise<void> => {
    const registration = await page.registration()
    facts.subscription = (await registration?.pushManager.getSubscription()) ?? null
    const { endpoint } = facts.subscription ?? {}
    facts.config = await page.server.config(endpoint && (await digest(endpoint)))
  }
  await within(asking(), 'timeout', 20_000).catch((error) => (facts.failure = failureOf(error)))
  return facts
}

/**
 * Makes the browser, what it remembers and the server agree with each other and with what the user
 * chose. Every step may be repeated: what fails here is found again by the next call.
 */
export async function reconcile(page: Page, intent: Intent): Promise<Facts> {
  const { wish, topics } = intent
  if (wish) await page.memory.write({ ...(await page.memory.read()), wish, topics })
  const facts = await look(page)
  try {
    if (facts.remembered.wish === 'off') await leave(page, facts)
    else if (facts.permission !== 'granted') await retire(page, facts)
    else await keepAlive(page, intent, facts)
  } catch (error) {
    facts.failure = failureOf(error)
  }
  return facts
}

/** The user said no: the browser first, so that it counts even without a network. */
async function leave(page: Page, facts: Facts): Promise<void> {
  const { subscription, remembered, config } = facts
  const endpoints = new Set<string>()
  if (remembered.endpoint && !remembered.retired) endpoints.add(remembered.endpoint)
  if (subscription && (isOurs(facts) || (config && !isStale(facts)))) {
    endpoints.add(subscription.endpoint)
    await drop(facts)
  }
  for (const endpoint of endpoints) await page.server.forget(endpoint)
  if (endpoints.size > 0) facts.remembered = await page.memory.write({ wish: 'off' })
}

/** Permission was taken away, so the endpoint is dead; who this was is needed when it comes back. */
async function retire(page: Page, { remembered }: Facts): Promise<void> {
  if (!remembered.endpoint || remembered.retired) return
  await page.server.forget(remembered.endpoint)
  await page.memory.write({ ...remembered, retired: true })
}

async function keepAlive(page: Page, intent: Intent, facts: Facts): Promise<void> {
  try {
    await keep(page, intent, facts)
  } catch (error) {
    // For instance: the push service has given the endpoint up, which only the server knows.
    if (!facts.config || !RENEW.test(failureOf(error).code)) throw error
    facts.config.subscription = { status: 'retired', reason: 'gone' }
    await keep(page, intent, facts)
  }
}
