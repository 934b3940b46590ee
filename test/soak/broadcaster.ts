import { setTimeout as delay } from 'node:timers/promises'
import type { Broadcast } from './arrivals.ts'
import type { SoakApi } from './soak-stage.ts'

/** Sends one broadcast after another, as an app that needs each to be accepted. */
export interface Broadcaster {
  /** The accepted broadcasts: none of them may be lost. */
  readonly acknowledged: readonly Broadcast[]
  /** Requests repeated with the same key, because no answer came. */
  readonly repeated: number
  /** Keeps at most so many under way until the signal aborts. */
  run(atOnce: number, signal: AbortSignal): Promise<void>
  /** One more. */
  send(): Promise<string>
  /** Resolves when all have ended, or after `withinMs` with a description of the rest. */
  allEnded(withinMs: number): Promise<string | undefined>
}

interface Notification {
  id: string
  state: string
  progress: object
}

export function createBroadcaster(api: SoakApi): Broadcaster {
  const acknowledged: Broadcast[] = []
  const open = new Set<string>()
  let repeated = 0

  async function ask(method: string, path: string, body?: object, key?: string): Promise<unknown> {
    try {
      const response = await fetch(new URL(path, api.url), {
        method,
        headers: {
          authorization: `Bearer ${api.apiKey()}`,
          'content-type': 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      })
      const text = await response.text()
      if (response.ok) return JSON.parse(text) as unknown
      if (response.status === 429) {
        await delay(Number(response.headers.get('retry-after') ?? 1) * 1000)
        return undefined
      }
      // Another 4xx would be a mistake of this script; 5xx is one of the troubles.
      if (response.status < 500) throw new TypeError(`${method} ${path}: ${text}`)
      return undefined
    } catch (error) {
      if (error instanceof TypeError && error.message !== 'fetch failed') throw error
      return undefined // killed, starting, or its disk is full
    }
  }

  async function send(): Promise<string> {
    const key = `soak-${acknowledged.length}`
    // Longer than all jumps of the clock together.
    const body = { to: { all: true }, title: key, collapseKey: key, ttl: 2_419_200 }
    for (;;) {
      const answer = (await ask('POST', '/v1/notifications', body, key)) as Notification | undefined
      if (answer) {
        acknowledged.push({ id: answer.id, key })
        open.add(answer.id)
        return answer.id
      }
      repeated += 1
      await delay(100)
    }
  }

  async function look(): Promise<Notification | undefined> {
    let last: Notification | undefined
    for (const id of open) {
      last = (await ask('GET', `/v1/notifications/${id}`)) as Notification | undefined
      if (last?.state === 'done') open.delete(id)
    }
    return last
  }

  return {
    acknowledged,
    get repeated() {
      return repeated
    },
    send,
    async run(atOnce, signal) {
      while (!signal.aborted) {
        await look()
        if (open.size < atOnce) await send()
        else await delay(100)
      }
    },
    async allEnded(withinMs) {
      const deadline = performance.now() + withinMs
      for (;;) {
        const last = await look()
        if (open.size === 0) return undefined
        if (performance.now() > deadline) {
          return `${open.size} not within ${withinMs / 1000} s, one of them ${JSON.stringify(last)}`
        }
        await delay(100)
      }
    },
  }
}
