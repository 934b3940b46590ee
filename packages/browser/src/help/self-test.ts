import { createPageCaller, type CallerOptions } from '../page-caller.ts'
import type { Environment } from '../platform.ts'

/**
 * What a self-test found. `shown`: the browser has it on the screen, so that only the system may hide it; `refused`:
 * the server or the push service would not, see `outcome`; `not-arrived`: the push service took it, and the browser has
 * not got it; `waiting`: it has not left the server yet.
 */
export interface SelfTestResult {
  code: 'shown' | 'refused' | 'not-arrived' | 'waiting'
  /** The outcome of the delivery and its reason, for the site's own staff. */
  outcome: string | null
  reason: string | null
}

export interface SelfTestOptions extends CallerOptions {
  /** The language of the notification; the page's by default. */
  lang?: string
  /** Ends the waiting. */
  signal?: AbortSignal
}

interface Answer {
  test: string
  outcome: string | null
  reason: string | null
}

const TAG = 'belfry-self-test'
const PATIENCE_MS = 20_000
const LOOK_MS = 500
const PENDING = ['throttled', 'retry-later', 'held']

/**
 * Sends a real notification to this browser, and waits up to 20 seconds for it. Call it where the state is
 * `subscribed`: permission, worker, subscription, key and server are in order then. Rejects with an Error that has a
 * stable `code`: `not-subscribed`, `network`, or the server's.
 *
 * @example
 * const { code } = await selfTest()
 * if (code === 'shown') hint.textContent = 'Look at the notification settings of your system.'
 */
export async function selfTest(
  { lang, signal, ...options }: SelfTestOptions = {},
  environment: Environment = globalThis,
): Promise<SelfTestResult> {
  const call = createPageCaller(options, environment, import.meta.url)
  // A new one of the same tag would take its place without a sound.
  for (const old of await standing(environment)) old.close()
  const told = new Set<unknown>()
  const channel = new BroadcastChannel(call.shared)
  channel.addEventListener('message', ({ data }) => told.add(data))
  try {
    const language = lang ?? environment.navigator.language
    const { test } = (await call('POST', '/self-test', { lang: language })) as Answer
    for (let waited = 0; ; waited += LOOK_MS) {
      const isLast = waited >= PATIENCE_MS
      // Chromium forgets a notification that its worker is about to show when a page asks at that moment which there
      // are, and what it has forgotten cannot be clicked: the worker says when it is there.
      const isShown = told.has(test) || (isLast && (await standing(environment)).length > 0)
      if (isShown) return { code: 'shown', outcome: 'accepted', reason: null }
      const { outcome, reason } = (await call('POST', '/self-test', { test })) as Answer
      const isOver = outcome !== null && !PENDING.includes(outcome)
      if (isOver && outcome !== 'accepted') return { code: 'refused', outcome, reason }
      if (isLast) return { code: isOver ? 'not-arrived' : 'waiting', outcome, reason }
      await pause(LOOK_MS, signal)
    }
  } finally {
    channel.close()
  }
}

/** Tests on the screen, whichever worker shows them. */
async function standing({ navigator }: Environment): Promise<Notification[]> {
  const registrations = await navigator.serviceWorker.getRegistrations()
  const found = await Promise.all(registrations.map((one) => one.getNotifications({ tag: TAG })))
  return found.flat()
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
}
