import { Fault, within } from './fault.ts'

/** What GET config answers. */
export interface Config {
  vapidKey: { id: string; publicKey: string } | null
  /** What became of the subscription that was asked about; servers may leave it out. */
  subscription?: { status: string; reason?: string }
}

/** What a browser asks of its site; everything rejects with a Fault. */
export interface Server {
  /** `about` is the digest of the endpoint this browser has. */
  config(about?: string): Promise<Config>
  register(body: object): Promise<{ handle?: string }>
  forget(endpoint: string): Promise<unknown>
}

const TIMEOUT_MS = 10_000

type Answer = Partial<Config> & { status?: string; code?: string; detail?: string; handle?: string }

/** The requests below `base`, an absolute URL such as https://example.com/b/default. */
export function createServer(base: string, fetch: typeof globalThis.fetch): Server {
  async function call(method: string, path: string, json?: object): Promise<Answer> {
    const url = base + path
    const request: RequestInit = { method, signal: AbortSignal.timeout(TIMEOUT_MS) }
    if (json) request.body = new Blob([JSON.stringify(json)], { type: 'application/json' })
    const response = await within(fetch(url, request), 'network', TIMEOUT_MS)
    const answer = ((await response.json().catch(() => null)) ?? {}) as Answer
    const { status, vapidKey, code = `http-${response.status}`, detail = '' } = answer
    // A catch-all route that answers 200 with a page is not a yes.
    if (response.ok && (status ?? vapidKey) !== undefined) return answer
    throw new Fault(code, `${method} ${url} answered ${response.status} ${detail}`)
  }

  return {
    config: (about) =>
      call('GET', `/config${about ? `?subscription=${about}` : ''}`) as Promise<Config>,
    register: (body) => call('PUT', '/subscription', body),
    forget: (endpoint) => call('DELETE', '/subscription', { endpoint }),
  }
}
