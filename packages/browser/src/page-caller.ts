import { fault, within } from './fault.ts'
import { createMemory } from './memory.ts'
import { createPageMemory } from './page-memory.ts'
import type { Environment } from './platform.ts'
import { createStore } from './store.ts'

/** Which site a page speaks with, and who is at it; as for createClient(). */
export interface CallerOptions {
  /** The site's id; `default` when absent. */
  site?: string
  /** Belfry's path for the site, such as `/b/default`; by default the path that this file came from. */
  base?: string
  /** Who is signed in, as the token the host's server made; absent or null: this browser's own handle says who asks. */
  identity?: string | null | (() => Promise<string | null>)
}

const TIMEOUT_MS = 10_000

/** Asks below the base of its site. */
interface PageCaller {
  (method: string, path: string, json?: object): Promise<unknown>
  /** Of what the page and its worker share: their store, their channel. */
  readonly shared: string
}

/**
 * Requests of a page that say who asks, below the base of its site. Each rejects with an Error that has a `code`: the
 * server's, `not-subscribed` where nothing says who asks, or `network`.
 */
export function createPageCaller(
  { site, base, identity }: CallerOptions,
  environment: Environment,
  from: string,
): PageCaller {
  const served = /.*\/b\/[^/]+(?=\/[^/]*\.js)/.exec(from)?.[0]
  const path = base ?? (site ? `/b/${site}` : (served ?? '/b/default'))
  const url = new URL(path, environment.location?.href ?? 'http://localhost').href.replace(/\/$/, '')
  const name = `belfry:${url}`
  const store = createStore(() => environment.indexedDB)
  const memory = createPageMemory(name, createMemory(name, store, Date.now), () => environment.localStorage)

  async function proof(): Promise<Record<string, string>> {
    const token = typeof identity === 'function' ? await within(identity(), 'identity-failed', TIMEOUT_MS) : identity
    const { handle, endpoint } = await memory.read()
    if (!token && !handle) throw fault('not-subscribed', 'no identity token, and notifications were never on here')
    return {
      ...(token && { 'belfry-identity': token }),
      ...(handle && { 'belfry-handle': endpoint ? `${handle} ${endpoint}` : handle }),
    }
  }

  const call = async (method: string, path: string, json?: object): Promise<unknown> => {
    const headers = await proof()
    const body = json && { body: new Blob([JSON.stringify(json)], { type: 'application/json' }) }
    const read = async (response: Response): Promise<[Response, Record<string, unknown>]> => [
      response,
      ((await response.json().catch(() => null)) ?? {}) as Record<string, unknown>,
    ]
    const asked = environment.fetch(url + path, { method, headers, ...body }).then(read)
    const [{ ok, status }, answer] = await within(asked, 'network', TIMEOUT_MS)
    if (ok) return answer
    const { code = `http-${status}`, detail = '' } = answer
    throw fault(String(code), `${method} ${path} answered ${status} ${String(detail)}`, status)
  }
  return Object.assign(call, { shared: name })
}
