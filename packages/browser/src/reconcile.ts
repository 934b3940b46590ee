import { digest } from './base64url.ts'
import { faultOf, within } from './fault.ts'
import { isOurs, isStale, type Facts } from './facts.ts'
import { drop, keep, type Intent, type Place } from './keep.ts'

/** The server's problem codes that say "unsubscribe in the browser and subscribe again". */
const RENEW = /^(endpoint-(gone|owned|key-mismatch)|vapid-key-(unknown|retired))$/

/** A context in which the user can be asked. */
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
    const registration = await page.worker()
    facts.subscription = (await registration?.pushManager.getSubscription()) ?? null
    const { endpoint } = facts.subscription ?? {}
    facts.config = await page.server.config(endpoint && (await digest(endpoint)))
  }
  await within(asking(), 'worker-failed', 20_000, 'timeout').catch((error) => (facts.failure = faultOf(error)))
  return facts
}

/**
 * Makes the browser, its memory and the server agree with each other and with the user's choice. Every step may be
 * repeated: the next call finds and retries a step that failed.
 */
export async function reconcile(page: Page, intent: Intent): Promise<Facts> {
  const { wish, topics, person, consent } = intent
  const before = await page.memory.read()
  // A page without identity must not turn another person's subscription on again.
  const here = before.away && wish && person === undefined ? { ...intent, ...NOBODY } : intent
  // One more topic: those of before stay chosen, for a server that lost them.
  const chosen = topics && before.wish === 'on' ? [...new Set([...(before.topics ?? []), ...topics])] : topics
  if (wish)
    await page.memory.write({
      ...before,
      wish,
      topics: chosen,
      consent,
      person: here.person ?? before.person,
      away: false,
    })
  const facts = await look(page)
  try {
    if (facts.remembered.wish === 'off') await leave(page, facts)
    else if (isAnothers(facts, here)) await rest(page, facts, 'signed-out')
    else if (facts.permission !== 'granted') await rest(page, facts)
    else await keepAlive(page, here, facts)
  } catch (error) {
    facts.failure = faultOf(error)
  }
  return facts
}

const NOBODY = { identity: null, who: '', person: '' }

/** Whether its owner is no longer signed in. A subscription without an owner passes to the person who signs in. */
function isAnothers({ remembered }: Facts, { person }: Intent): boolean {
  return person === undefined ? !!remembered.away : !!remembered.person && remembered.person !== person
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

/**
 * Nothing may be sent for now: permission was taken away, so the endpoint is dead, or (`away`) somebody else is there.
 * The owner is remembered, so that they are not asked again when they come back.
 */
async function rest(page: Page, facts: Facts, away?: 'signed-out'): Promise<void> {
  const { endpoint, retired, away: before } = facts.remembered
  if (endpoint && !retired) await page.server.forget(endpoint, away)
  if ((endpoint && !retired) || !!away !== !!before) {
    facts.remembered = await page.memory.write({ ...facts.remembered, retired: true, away: !!away })
  }
}

async function keepAlive(page: Page, intent: Intent, facts: Facts): Promise<void> {
  try {
    await keep(page, intent, facts)
  } catch (error) {
    // For instance: the push service has ended the endpoint, which only the server knows.
    if (!facts.config || !RENEW.test(faultOf(error).code)) throw error
    facts.config.subscription = { status: 'retired', reason: 'gone' }
    await keep(page, intent, facts)
  }
}
